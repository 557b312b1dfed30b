@testable import DatabaseSimulator

/// Tables that statements run on, and a way to ask them one after the other.
struct RuleTable {
    private static let setUp = """
        CREATE TABLE maker (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL);
        CREATE TABLE car (id INT PRIMARY KEY AUTO_INCREMENT, model VARCHAR(8) NOT NULL UNIQUE, \
        maker INT, price DECIMAL(8,2), built DATE, electric TINYINT(1) DEFAULT 0, \
        FOREIGN KEY (maker) REFERENCES maker (id));
        CREATE TABLE note (id TEXT, words TEXT);
        INSERT INTO maker VALUES (1, 'Volta'), (2, 'Osprey');
        INSERT INTO car VALUES (1, 'V1', 1, 10.50, '2020-01-31', 1), (2, 'V2', 1, 20, NULL, 0), \
        (3, 'O1', 2, NULL, '2021-05-06', NULL);
        INSERT INTO note VALUES ('1', 'one'), ('2', 'two'), ('10', 'ten')
        """

    private let engine: MySQLEngine

    init(_ rendering: ResultRendering = .agentinstruct) throws {
        engine = try MySQLEngine(rendering: rendering)
        _ = try engine.run(script: Self.setUp, defaultDatabase: "cars")
    }

    /// The answer to the last of some statements.
    func answer(_ statements: String...) throws -> String {
        var answer = ""
        for statement in statements { answer = try engine.answer(statement) }
        return answer
    }
}
