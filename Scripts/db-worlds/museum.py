# `sql` and `answer` are given by Scripts/make-db-worlds.
OBJECTS = {
    "table_name": "collection",
    "columns": ["inv", "name", "material", "century", "hall", "insured for"],
    "rows": [
        ["A-01", "amphora with octopus", "clay", "-15", "I", "$60,000"],
        ["A-02", "bull's head", "stone", "-16", "I", "$410,000"],
        ["B-11", "reliquary", "silver, enamel", "12", "II", "$1,150,000"],
        ["B-12", "aquamanile", "bronze", "13", "II", "$84,500"],
        ["B-13", "misericord", "oak", "15", "II", "$9,200"],
        ["C-21", "astrolabe", "brass", "16", "III", "$230,000"],
        ["C-22", "netsuke 根付", "ivory", "18", "III", "$3,400"],
        ["C-23", "samovar", "copper", "19", "III", "$2,100"],
        ["C-24", "daguerreotype", "silver, copper", "19", None, "$5,800"],
    ],
}

WORLD = {
    "name": "museum",
    "tables": {"objects": OBJECTS},
    "tasks": [
        {
            "question": "What is the name of the object that is insured for the most?",
            "type": "ranking", "tables": ["objects"],
            "gold": "SELECT `name` FROM `collection` ORDER BY CAST(REPLACE(REPLACE(`insured for`, '$', ''), ',', '') AS SIGNED) DESC LIMIT 1", "label": ["reliquary"],
            "replies": [
                sql("The largest value of the last column.", "SELECT `name`, `insured for` FROM `collection` ORDER BY `insured for` DESC LIMIT 1;"),
                sql("That ordered the texts, not the amounts. I take the signs out.", "SELECT `name`, CAST(REPLACE(REPLACE(`insured for`, '$', ''), ',', '') AS SIGNED) AS amount FROM `collection` ORDER BY amount DESC LIMIT 1;"),
                answer("It is the reliquary.", '["reliquary"]'),
            ],
        },
        {
            "question": "In which halls is there something that contains silver?",
            "type": "other", "tables": ["objects"],
            "gold": "SELECT `hall` FROM `collection` WHERE `material` LIKE '%silver%' AND `hall` IS NOT NULL", "label": ["II"],
            "replies": [
                sql("I look for silver in the material.", "SELECT `name`, `hall` FROM `collection` WHERE `material` LIKE '%Silver%';"),
                answer("The daguerreotype is in no hall, so only hall II.", '["II"]'),
            ],
        },
        {
            "question": "Show everything that is known of the collection, then say how many objects it has.",
            "type": "counting", "tables": ["objects"],
            "gold": "SELECT COUNT(*) FROM `collection`", "label": ["9"],
            "replies": [
                sql("I look at the columns.", "DESCRIBE `collection`;"),
                sql("And at the rows, joined with themselves by century, to see what belongs together.", "SELECT a.*, b.`name` FROM `collection` a JOIN `collection` b ON a.`century` >= b.`century` ORDER BY a.`inv`, b.`inv`;"),
                sql("That is cut off. I only need the number.", "SELECT COUNT(*) FROM `collection`;"),
                answer("There are nine objects.", '["9"]'),
            ],
        },
        {
            "question": "Everything in hall III moves to hall IV.",
            "type": "UPDATE", "tables": ["objects"], "graded_by_statement": True,
            "gold": "UPDATE `collection` SET `hall` = 'IV' WHERE `hall` = 'III'",
            "replies": [
                sql("I change the hall.", "UPDATE `museum` SET `hall` = 'IV' WHERE `hall` = 'III';"),
                sql("The table is called collection.", "UPDATE `collection` SET `hall` = 'IV' WHERE `hall` = 'III';"),
                answer("All three objects are in hall IV now.", '["done"]'),
            ],
        },
    ],
}
