# `sql` and `answer` are given by Scripts/make-db-worlds.
HARVEST = {
    "table_name": "harvest",
    "columns": ["id", "member", "fruit", "crates", "price", "day"],
    "rows": [
        ["1", "Haugen", "apple", "12", "8.50", "2021-09-03"],
        ["2", "Haugen", "pear", "5", "9.20", "2021-09-03"],
        ["3", "Müller", "apple", "20", "8.50", "2021-09-04"],
        ["4", "Rossi", "plum", "7", "11", "2021-09-04"],
        ["5", "Müller", "pear", "9", "9.20", "2021-09-10"],
        ["6", "Rossi", "Apple", "4", "8", "2021-09-11"],
        ["7", "Haugen", "plum", "n/a", "11", "2021-09-12"],
        ["8", "Kowalczyk", "quince", "3", None, "2021-10-01"],
    ],
}

WORLD = {
    "name": "orchard",
    "tables": {"harvest": HARVEST},
    "tasks": [
        {
            "question": "How many crates of apples were delivered in all?",
            "type": "aggregation-SUM", "tables": ["harvest"],
            "gold": "SELECT SUM(`crates`) FROM `harvest` WHERE `fruit` = 'apple'", "label": ["36"],
            "replies": [
                sql("I add up the crates per fruit.", "SELECT `fruit`, SUM(`crates`) FROM `harvest` GROUP BY `fruit`;"),
                answer("Apples make 36 crates.", '["36"]'),
            ],
        },
        {
            "question": "Add a delivery of Kowalczyk: id 9, 6 crates of quince at 14.50 on 2021-10-08.",
            "type": "INSERT", "tables": ["harvest"],
            "gold": "INSERT INTO `harvest` VALUES ('9', 'Kowalczyk', 'quince', '6', '14.50', '2021-10-08')",
            "replies": [
                sql("I insert the row.", "INSERT INTO `harvest` VALUES ('9', 'Kowalczyk', 'quince', '6', '14.50');"),
                sql("I forgot the day.", "INSERT INTO `harvest` VALUES ('9', 'Kowalczyk', 'quince', '6', '14.50', '2021-10-08');"),
                answer("The delivery is entered.", '["done"]'),
            ],
        },
        {
            "question": "The co-operative no longer takes plums. Delete every delivery of plums.",
            "type": "DELETE", "tables": ["harvest"],
            "gold": "DELETE FROM `harvest` WHERE `fruit` = 'plum'",
            "replies": [
                sql("I delete them.", "DELETE FROM `harvest` WHERE `fruit` = 'plum';"),
                sql("I count what is left of them.", "SELECT COUNT(*), SUM(`crates`) FROM `harvest` WHERE `fruit` = 'plum';"),
                answer("None is left.", '["done"]'),
            ],
        },
    ],
}
