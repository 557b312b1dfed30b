# `sql` and `answer` are given by Scripts/make-db-worlds.
VISITS = {
    "table_name": "visits",
    "columns": ["visit no", "patient", "doctor", "weight kg", "fee", "seen on"],
    "rows": [
        ["101", "Ivo", "Dr. Hahn", "71.5", "40", "2022-11-02"],
        ["102", "Mira", "Dr. Hahn", "58", "40", "2022-11-02"],
        ["103", "Ivo", "Dr. Sato", "70.9", "1,250", "2022-11-16"],
        ["104", "Noor", "Dr. Sato", "", "65", "2022-11-16"],
        ["105", "Mira", "Dr. Hahn", "58.4", "40", "2022-12-01"],
        ["106", "Ørjan", "Dr. Costa", "90", "-", "2022-12-01"],
        ["107", "Noor", "Dr. Sato", "63.2", "65", "2022-12-07"],
        ["108", "Ørjan", "Dr. Costa", "91.5", "120", "2022-12-09"],
    ],
}
DOCTORS = {
    "table_name": "doctors",
    "columns": ["doctor", "field", "room"],
    "rows": [["Dr. Hahn", "general", "1"], ["Dr. Sato", "surgery", "4"], ["Dr. Costa", "cardiology", "2"], ["Dr. Weiss", "dentistry", None]],
}

WORLD = {
    "name": "clinic",
    "tables": {"visits": VISITS, "doctors": DOCTORS},
    "tasks": [
        {
            "question": "What is the sum of all fees that are a plain number below 1000?",
            "type": "aggregation-SUM", "tables": ["visits"],
            "gold": "SELECT SUM(`fee`) FROM `visits` WHERE `fee` REGEXP '^[0-9]+$'", "label": ["370"],
            "replies": [
                sql("Some fees may not be numbers, so I look at them first.", "SELECT DISTINCT `fee` FROM `visits`;"),
                sql("One has a comma and one is a dash. I add up the plain ones.", "SELECT SUM(`fee`) FROM `visits` WHERE `fee` NOT LIKE '%,%' AND `fee` <> '-';"),
                answer("The sum is 370.", '["370"]'),
            ],
        },
        {
            "question": "What is the largest weight that was measured?",
            "type": "aggregation-MAX", "tables": ["visits"],
            "gold": "SELECT MAX(CAST(`weight kg` AS DECIMAL(5,1))) FROM `visits`", "label": ["91.5"],
            "replies": [
                sql("The weights are texts, so I cast them.", "SELECT MAX(CAST(`weight kg` AS DECIMAL(5,1))) FROM `visits`;"),
                answer("The heaviest patient weighs 91.5 kg.", '["91.5"]'),
            ],
            "lie": (4, "91.5", "91.6"),
        },
        {
            "question": "What is the smallest fee, read as a number, that Dr. Sato took?",
            "type": "aggregation-MIN", "tables": ["visits"],
            "gold": "SELECT MIN(REPLACE(`fee`, ',', '') + 0) FROM `visits` WHERE `doctor` = 'Dr. Sato'", "label": ["65"],
            "replies": [
                sql("A first try without looking at the commas.", "SELECT MIN(`fee` + 0) FROM `visits` WHERE `doctor` = 'Dr. Sato';"),
                sql("1.0 comes from '1,250', which MySQL reads up to the comma. I take the comma out.", "SELECT MIN(REPLACE(`fee`, ',', '') + 0) FROM `visits` WHERE `doctor` = 'Dr. Sato';"),
                answer("The smallest fee is 65.", '["65"]'),
            ],
        },
        {
            "question": "Which doctors have had no visit at all?",
            "type": "other", "tables": ["doctors", "visits"],
            "gold": "SELECT d.`doctor` FROM `doctors` d LEFT JOIN `visits` v ON v.`doctor` = d.`doctor` WHERE v.`visit no` IS NULL", "label": ["Dr. Weiss"],
            "replies": [
                sql("I look at the tables that are there.", "SHOW TABLES;"),
                sql("I join the doctors with their visits and keep those without one.", "SELECT d.doctor FROM doctors d LEFT JOIN visits v ON v.doctor = d.doctor WHERE v.visit no IS NULL;"),
                sql("The column's name has a blank and needs backticks.", "SELECT d.doctor FROM doctors d LEFT JOIN visits v ON v.doctor = d.doctor WHERE v.`visit no` IS NULL;"),
                answer("Only Dr. Weiss had none.", '["Dr. Weiss"]'),
            ],
        },
        {
            "question": "Noor was seen again by Dr. Sato on 2023-01-11, visit number 109, fee 65, the weight was not taken. Add the visit.",
            "type": "INSERT", "tables": ["visits"],
            "gold": "INSERT INTO `visits` (`visit no`, `patient`, `doctor`, `weight kg`, `fee`, `seen on`) VALUES ('109', 'Noor', 'Dr. Sato', NULL, '65', '2023-01-11')",
            "replies": [
                sql("I add the row.", "INSERT INTO `visits` (`visit no`, `patient`, `doctor`, `fee`, `seen on`) VALUES ('109', 'Noor', 'Dr. Sato', '65', '2023-01-11');"),
                sql("I check that it is there.", "SELECT * FROM `visits` WHERE `visit no` = 109;"),
                answer("The visit is in the table.", '["done"]'),
            ],
            "lie": (4, "[]", "1062 (23000): Duplicate entry '109' for key 'visits.PRIMARY'"),
        },
    ],
}
