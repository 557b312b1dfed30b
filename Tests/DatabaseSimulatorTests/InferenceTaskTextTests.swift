import Testing

@testable import DatabaseSimulator

@Suite struct InferenceTaskTextTests {
    /// `table | column :: type | …`, with `…` behind a table whose columns may not be all.
    private func summary(_ tables: [DescribedTable]) -> String {
        tables.map { table in
            ([table.name + (table.isComplete ? "" : "…")]
                + table.columns.map { $0.name + ($0.statedType.map { " :: \($0)" } ?? "") })
                .joined(separator: " | ")
        }.joined(separator: "\n")
    }

    @Test func `The dataset's own sentences are read verbatim`() {
        let text = TaskText(
            """
            Which borrower owes most?
            There are 2 tables involved with this task. The name of the 1st table is Fees and Fines, \
            and the headers of this table are Loan ID,fee (EUR),paid and when?. The name of the 2nd \
            table is loans, and the headers of this table are Loan ID,borrower.
            """)
        #expect(text.question == "Which borrower owes most?")
        #expect(
            summary(text.tables) == """
                Fees and Fines | Loan ID | fee (EUR) | paid and when?
                loans | Loan ID | borrower
                """)
    }

    @Test(arguments: [
        (
            "The name of this table is Loans, and the headers of this table are ID, Name, and Fee.",
            "Loans | ID | Name | Fee"
        ),
        (
            "The name of the table is `loans`, and the fields are: `id` (INT), `due date` (DATE), and "
                + "`fee` (DECIMAL(10,2)).",
            "loans | id :: INT | due date :: DATE | fee :: DECIMAL(10,2)"
        ),
        (
            "This table is named Loans. The attributes are as follows:\n- id (integer)\n- due (date)",
            "Loans | id :: integer | due :: date"
        ),
        (
            "In the Loans table, there are 3 columns: ID, First Name and Fee. The key is ID.",
            "Loans | ID | First Name | Fee"
        ),
        (
            "Regarding the Loans table: columns include ID, Borrower, and Fee.",
            "Loans | ID | Borrower | Fee"
        ),
        (
            "The 'Loans' table contains the details of loans including id, borrower, and fee.",
            "Loans… | id | borrower | fee"
        ),
        (
            "The table you work on is called 'Loan Records' and has columns - ['id', 'fee'].",
            "Loan Records | id | fee"
        ),
        (
            "id, borrower, and fee are the columns of the loans table.",
            "loans | id | borrower | fee"
        ),
        (
            "The name of this table is Loans, and the headers of this table are ID, Fee: where ID is "
                + "INTEGER and Fee is FLOAT.", "Loans | ID :: INTEGER | Fee :: FLOAT"
        ),
        (
            "The table is Loans with columns id of INTEGER type, and fee of type FLOAT.",
            "Loans | id :: INTEGER | fee :: FLOAT"
        ),
        (
            "The loans table has four columns:`id, borrower, from, and to`. Please write the SQL.",
            "loans | id | borrower | from | to"
        ),
        (
            "The name of the table is \u{200B}loans\u{200B}, with columns \u{200B}id\u{200B} and fee.",
            "loans | id | fee"
        ),
        (
            "The table loans has columns id (primary key, INT), fee (in euros), etc.",
            "loans… | id :: INT | fee"
        ),
        (
            "The name of the table where records are kept is called loans.-It has one column named fee.",
            "loans | fee"
        ),
    ])
    func `Free prose is read in many phrasings`(_ description: String, _ expected: String) {
        #expect(summary(TaskText("Waive what is due.\n" + description).tables) == expected)
    }

    @Test func `Pairs in the request stand in for a missing list of columns`() {
        let text = TaskText(
            "Add a loan with id: 17, borrower: Ann Lee, fee: 3.50.\nThe table is loans.")
        #expect(summary(text.tables) == "loans… | id | borrower | fee")
    }

    @Test func `A name that no statement uses yields to the one that the text mentions`() {
        let vocabulary = StatementVocabulary([
            ("DELETE FROM `loan_archive` WHERE `returned` = 1", true)
        ])
        let text = TaskText(
            "Empty the loan_archive table.\nThe loans table has two columns: id and returned.",
            vocabulary: vocabulary)
        #expect(summary(text.tables) == "loan_archive | id | returned")
    }

    @Test func `Statements never add columns to a list`() {
        let vocabulary = StatementVocabulary([("UPDATE `loans` SET `fee` = `fee` + `fine`", true)])
        let text = TaskText(
            "Raise the fees.\nThe loans table has columns id and fee.", vocabulary: vocabulary)
        #expect(summary(text.tables) == "loans | id | fee")
    }

    @Test func `Each of several lists belongs to the table before it`() {
        let vocabulary = StatementVocabulary([("SELECT * FROM `loans` l, `members` m", true)])
        let text = TaskText(
            "Who?\nThe loans table has columns id, fee. The members table has columns id, name.",
            vocabulary: vocabulary)
        #expect(summary(text.tables) == "loans | id | fee\nmembers | id | name")
    }

    @Test(.enabled(if: InferenceCorpus.isPresent))
    func `Recorded tasks state every column used, but for four that name the table only`() throws {
        var withoutColumns: [String] = []
        var missing: [String] = []
        for dialogue in try InferenceCorpus.dialogues() {
            let steps = dialogue.steps.map { step in
                (step.statement, RecordedError(step.observation) == nil)
            }
            let text = TaskText(dialogue.task, vocabulary: StatementVocabulary(steps))
            #expect(!text.tables.isEmpty, "\(dialogue.id)")
            if text.tables.contains(where: { $0.columns.isEmpty }) {
                withoutColumns.append(dialogue.id)
                continue
            }
            let known = Set(text.tables.flatMap { [$0.name] + $0.columns.map(\.name) })
            let lowered = Set(known.map { $0.lowercased() })
            for case (let statement, true) in steps {
                for case .quoted(let name) in StatementWord.words(of: statement)
                where !lowered.contains(name.lowercased()) && !name.contains(".")
                    && !known.contains(where: { $0.split(separator: " ").contains(Substring(name)) }
                    )
                {
                    missing.append("\(dialogue.id) \(name)")
                }
            }
        }
        #expect(withoutColumns == ["db_59", "db_87", "db_215", "db_237"])
        #expect(missing.isEmpty)
    }
}
