-- A chess club with keys, types and several tables; free play.
CREATE DATABASE `chess`;
USE `chess`;
CREATE TABLE `players` (
  `id` INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `name` VARCHAR(40) NOT NULL,
  `rating` SMALLINT UNSIGNED,
  `title` ENUM('CM', 'FM', 'IM', 'GM'),
  `joined` DATE NOT NULL,
  `dues` DECIMAL(6,2) NOT NULL DEFAULT 0.00,
  UNIQUE KEY `by_name` (`name`)
);
INSERT INTO `players` (`name`, `rating`, `title`, `joined`, `dues`) VALUES
  ('Zoë Lindqvist', 2214, 'FM', '2015-09-01', 0.00),
  ('Ramón Ibáñez', 1987, NULL, '2018-01-15', 24.50),
  ('Oluwaseun Ade', 2456, 'IM', '2016-03-20', 0.00),
  ('Petra Novák', NULL, NULL, '2023-02-01', 12.25);
CREATE TABLE `games` (
  `id` INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `white` INT NOT NULL,
  `black` INT NOT NULL,
  `result` ENUM('1-0', '0-1', '1/2') NOT NULL,
  `played` DATETIME NOT NULL,
  `moves` SMALLINT,
  FOREIGN KEY (`white`) REFERENCES `players` (`id`),
  FOREIGN KEY (`black`) REFERENCES `players` (`id`)
);
INSERT INTO `games` (`white`, `black`, `result`, `played`, `moves`) VALUES
  (1, 2, '1-0', '2023-03-04 18:30:00', 41),
  (3, 1, '1/2', '2023-03-11 18:30:00', 67),
  (2, 3, '0-1', '2023-03-18 18:45:30', 29),
  (1, 3, '0-1', '2023-04-01 18:30:00', NULL);
