/// What is wrong with a regular expression, in MySQL's words.
enum RegularExpressionError {
    static let illegalArgument = error(3685, "Illegal argument to a regular expression.")
    static let outOfBounds = error(3686, "Index out of bounds in regular expression search.")
    static let badEscape = error(3689, "Unrecognized escape sequence in regular expression.")
    static let mismatchedParenthesis = error(
        3691, "Mismatched parenthesis in regular expression.")
    static let badInterval = error(3692, "Incorrect description of a {min,max} interval.")
    static let maximumBelowMinimum = error(
        3693, "The maximum is less than the minumum in a {min,max} interval.")
    static let badReference = error(3694, "Invalid back-reference in regular expression.")
    static let unboundedLookBehind = error(
        3695, "The look-behind assertion exceeds the limit in regular expression.")
    static let missingBracket = error(
        3696, "The regular expression contains an unclosed bracket expression.")
    static let badRange = error(
        3697, "The regular expression contains an [x-y] character range where x comes after y.")
    static let stackOverflow = error(
        3698, "Overflow in the regular expression backtrack stack.")
    static let timeout = error(3699, "Timeout exceeded in regular expression match.")
    static let tooBig = error(
        3700, "The regular expression pattern exceeds limits on size or complexity.")
    static let badGroupName = error(3887, "A capture group has an invalid name.")

    /// A syntax error at a character, counted from 1, of a line.
    static func syntax(line: Int, character: Int) -> StatementFailure {
        error(
            3688, "Syntax error in regular expression on line \(line), character \(character).")
    }

    private static func error(_ number: Int, _ message: String) -> StatementFailure {
        .mysql(MySQLError(number, "HY000", message))
    }
}
