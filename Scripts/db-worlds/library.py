# `sql` and `answer` are given by Scripts/make-db-worlds.
LOANS = {
    "table_name": "loans",
    "columns": ["loan", "title", "reader", "branch", "taken", "returned", "fine"],
    "rows": [
        ["1", "The Tin Drum", "Ada Okafor", "North", "2023-01-09", "2023-01-30", "0"],
        ["2", "Solaris", "Béla Kun", "North", "2023-01-12", "2023-02-20", "2.50"],
        ["3", "Kokoro", "Chloë Martin", "Harbour", "2023-02-01", "2023-02-15", "0"],
        ["4", "The Tin Drum", "Daniel O'Shea", "Harbour", "2023-02-03", "2023-03-29", "6.75"],
        ["5", "Beloved", "Ada Okafor", "North", "2023-02-11", "2023-03-01", "0"],
        ["6", "Season of Migration", "Elif Şahin", "Mill Road", "2023-02-14", "2023-03-14", "0.50"],
        ["7", "Solaris", "Daniel O'Shea", "Harbour", "2023-03-02", None, "0"],
        ["8", "Kokoro", "Ada Okafor", "Mill Road", "2023-03-05", "2023-03-19", "0"],
        ["9", "Beloved", "Béla Kun", "North", "2023-03-08", None, "0"],
        ["10", "Pedro Páramo", "chloë martin", "Harbour", "2023-03-10", "2023-04-02", "1.25"],
        ["11", "The Waves", "Elif Şahin", "Mill Road", "2023-03-15", "2023-04-01", "0"],
        ["12", "Pedro Páramo", "Farid Aziz", "North", "2023-03-21", None, ""],
        ["13", "The Waves", "Farid Aziz", "North", "2023-03-21", "2023-04-20", "0.25"],
        ["14", "Kokoro", "Béla Kun", "Harbour", "2023-04-03", "2023-04-18", "0"],
        ["15", "Season of Migration", "Ada Okafor", "Mill Road", "2023-04-06", None, "0"],
    ],
}

WORLD = {
    "name": "library",
    "tables": {"loans": LOANS},
    "tasks": [
        {
            "question": "Which books has Farid Aziz borrowed?",
            "type": "other", "tables": ["loans"],
            "gold": "SELECT `title` FROM `loans` WHERE `reader` = 'Farid Aziz'",
            "label": ["Pedro Páramo", "The Waves"],
            "replies": [
                sql("I select the titles of Farid Aziz's loans.", "SELECT `title` FROM `loans` WHERE `reader` = 'Farid Aziz';"),
                answer("Both titles are there.", '["Pedro Páramo", "The Waves"]'),
            ],
            "lie": (4, "The Waves", "The Tin Drum"),
        },
        {
            "question": "How many loans have not been returned yet?",
            "type": "counting", "tables": ["loans"],
            "gold": "SELECT COUNT(*) FROM `loans` WHERE `returned` IS NULL", "label": ["4"],
            "replies": [
                sql("A book that is still out has no date of return.", "SELECT COUNT(*) FROM `loans` WHERE `returned` IS NULL"),
                answer("Four books are out.", '["4"]'),
            ],
            "lie": (4, "(4,)", "(3,)"),
        },
        {
            "question": "Did the North branch or the Harbour branch lend more books?",
            "type": "comparison", "tables": ["loans"],
            "gold": "SELECT `branch` FROM `loans` WHERE `branch` IN ('North', 'Harbour') GROUP BY `branch` ORDER BY COUNT(*) DESC LIMIT 1",
            "label": ["North"],
            "replies": [
                sql("I count the loans of both branches.", "SELECT `branch`, COUNT(*) AS n FROM `loans` WHERE `branch` IN ('North', 'Harbour') GROUP BY `branch` ORDER BY n DESC;"),
                answer("North lent six, Harbour five.", '["North"]'),
            ],
        },
        {
            "question": "Who took the earliest of the loans that are still out?",
            "type": "ranking", "tables": ["loans"],
            "gold": "SELECT `reader` FROM `loans` WHERE `returned` IS NULL ORDER BY `taken` LIMIT 1", "label": ["Daniel O'Shea"],
            "replies": [
                sql("I look for the first date among the loans without a return.", "SELECT `reader`, `date` FROM `loans` WHERE `returned` IS NULL ORDER BY `date` LIMIT 1;"),
                sql("There is no column `date`; it is called `taken`.", "SELECT `reader`, `taken` FROM `loans` WHERE `returned` IS NULL ORDER BY `taken` LIMIT 1;"),
                answer("The earliest one was taken on the second of March.", '["Daniel O\'Shea"]'),
            ],
            "lie": (4, "'date'", "'taken'"),
        },
        {
            "question": "Elif Şahin's open matters are settled: set the fine of all her loans to 0.",
            "type": "UPDATE", "tables": ["loans"],
            "gold": "UPDATE `loans` SET `fine` = '0' WHERE `reader` = 'Elif Şahin'",
            "replies": [
                sql("First I see what she owes.", "SELECT `loan`, `fine` FROM `loans` WHERE `reader` = 'elif sahin';"),
                sql("The comparison does not mind case or accents. Now the change.", "UPDATE `loans` SET `fine` = '0' WHERE `reader` = 'Elif Şahin';"),
                answer("Her fines are gone.", '["done"]'),
            ],
        },
    ],
}
