# `sql` and `answer` are given by Scripts/make-db-worlds.
TRAINS = {
    "table_name": "Departures of the Valley Line",
    "columns": ["Train", "To", "Leaves", "Platform", "Late (min)", "Remarks"],
    "rows": [
        ["V 1", "Altmark", "05:58", "1", "0", ""],
        ["V 3", "Zürich", "06:31", "2", "4", "wagon 3 closed"],
        ["V 5", "Altmark", "07:02", "1", "12", "crossing gate"],
        ["V 7", "Łódź", "07:40", "3", "0", None],
        ["V 9", "Zürich", "08:15", "2", "27", "signal fault"],
        ["V 11", "Altmark", "09:02", "1", "3", ""],
        ["V 13", "Łódź", "10:40", "3", "8", "\"short train\""],
        ["V 15", "Zürich", "11:15", "4", "0", "platform changed"],
        ["V 17", "altmark ", "12:02", "1", "1", "trailing blank in the name"],
    ],
}

WORLD = {
    "name": "railway",
    "tables": {"trains": TRAINS},
    "tasks": [
        {
            "question": "What is the average delay, in minutes, of the trains to Zürich?",
            "type": "aggregation-AVG", "tables": ["trains"],
            "gold": "SELECT AVG(`Late (min)`) FROM `Departures of the Valley Line` WHERE `To` = 'Zürich'", "label": ["10.333333333333334"],
            "replies": [
                sql("The average of the delays to Zürich.", "SELECT AVG(`Late (min)`) FROM `Departures of the Valley Line` WHERE `To` = 'Zürich';"),
                answer("It is a bit more than ten minutes.", "[10.333333333333334]"),
            ],
        },
        {
            "question": "List the trains that were more than 10 minutes late, the latest first.",
            "type": "ranking", "tables": ["trains"],
            "gold": "SELECT `Train` FROM `Departures of the Valley Line` WHERE `Late (min)` > 10 ORDER BY `Late (min)` + 0 DESC", "label": ["V 9", "V 5"],
            "replies": [
                sql("Delays above ten, in descending order.", "SELECT `Train`, `Late (min)` FROM `Departures of the Valley Line` WHERE `Late (min)` > 10 ORDER BY `Late (min)` + 0 DESC;"),
                answer("Two trains.", '["V 9", "V 5"]'),
            ],
            "lie": (4, "('V 9', '27'), ('V 5', '12')", "('V 5', '12'), ('V 9', '27')"),
        },
        {
            "question": "How many different destinations does the table name, if upper and lower case are not told apart?",
            "type": "counting", "tables": ["trains"],
            "gold": "SELECT COUNT(DISTINCT `To`) FROM `Departures of the Valley Line`", "label": ["4"],
            "replies": [
                sql("I list them.", "SELECT DISTINCT `To` FROM `Departures of the Valley Line`;"),
                sql("The blank at the end of one name makes it another. I count.", "SELECT COUNT(DISTINCT `To`) FROM `Departures of the Valley Line`;"),
                answer("There are four.", '["4"]'),
            ],
        },
        {
            "question": "Train V 15 does not run. Delete it.",
            "type": "DELETE", "tables": ["trains"],
            "gold": "DELETE FROM `Departures of the Valley Line` WHERE `Train` = 'V 15'",
            "replies": [
                sql("I delete the row.", "DELETE FROM Departures of the Valley Line WHERE Train = 'V 15';"),
                sql("The name of the table needs backticks.", "DELETE FROM `Departures of the Valley Line` WHERE `Train` = 'V 15';"),
                sql("Is it gone?", "SELECT COUNT(*) FROM `Departures of the Valley Line`;"),
                answer("Eight trains are left.", '["done"]'),
            ],
        },
    ],
}
