import SQLiteKit

/// `FORMAT(number, decimals[, locale])`.
enum FormatFunctions {
    static let all = [format]

    private static let format = FunctionDefinition(name: "format", arity: 2...3) {
        arguments throws(StatementFailure) in
        let type = arguments[0].type
        let isExact = type.isExact
        if arguments.count > 2 { _ = try locale(arguments[2].constant) }
        let length = type.textLength + type.textLength / 3 + 32
        return FunctionCallPlan(
            type: MySQLType.string(length).nullable(true),
            coercions: [isExact ? .decimal : .double, .integer, .text],
            implementation: isExact ? formatDecimal : formatDouble)
    }

    private static let formatDecimal = FunctionImplementation("mysql_format_decimal") {
        (arguments, _) throws(StatementFailure) in
        guard let value = arguments.decimal(at: 0), let decimals = decimals(arguments) else {
            return .null
        }
        return .text(group(value.rounded(to: decimals).text, try locale(arguments)))
    }

    private static let formatDouble = FunctionImplementation("mysql_format_double") {
        (arguments, _) throws(StatementFailure) in
        guard let value = arguments.double(at: 0), let decimals = decimals(arguments) else {
            return .null
        }
        let rounded = Rounding.round(value, Int64(decimals))
        return .text(group(rounded.mysqlFixedText(decimals: decimals), try locale(arguments)))
    }

    private static func decimals(_ arguments: borrowing FunctionArguments) -> Int? {
        arguments.integer(at: 1).map { Int(max(0, min(30, $0))) }
    }

    /// How a language groups digits.
    private struct Locale {
        var point: Character
        var separator: Character?
        /// Digits of the first group and of the others.
        var groups = (3, 3)
    }

    private static func locale(
        _ arguments: borrowing FunctionArguments
    ) throws(StatementFailure) -> Locale {
        try locale(arguments.count > 2 ? arguments[2] : nil)
    }

    private static let english = Locale(point: ".", separator: ",")

    private static func locale(_ value: SQLiteValue?) throws(StatementFailure) -> Locale {
        guard case .text(let name)? = value else { return english }
        switch name.asciiLowercased {
        case "en_us", "en_gb", "en_au", "en_ca", "en_nz", "en_za", "en_ph", "ja_jp", "ko_kr",
            "zh_cn", "zh_tw", "zh_hk", "th_th", "he_il":
            return english
        case "en_in", "hi_in", "ta_in", "te_in":
            return Locale(point: ".", separator: ",", groups: (3, 2))
        case "de_de", "de_be", "de_lu", "da_dk", "tr_tr", "id_id", "ru_ru", "nb_no", "no_no":
            return Locale(point: ",", separator: ".")
        case "de_ch": return Locale(point: ".", separator: "'")
        case "sv_se", "cs_cz", "fi_fi", "uk_ua":
            return Locale(point: ",", separator: name.asciiLowercased == "uk_ua" ? "." : " ")
        case "fr_fr", "fr_be", "fr_ca", "fr_ch", "fr_lu", "de_at", "it_it", "nl_nl", "nl_be",
            "es_es", "pt_pt", "pt_br", "pl_pl":
            return Locale(point: ",", separator: nil)
        default: throw .unsupported("FORMAT in the locale \(name)")
        }
    }

    /// Puts separators between groups of digits before the point.
    private static func group(_ text: String, _ locale: Locale) -> String {
        let parts = text.split(separator: ".", maxSplits: 1)
        let isNegative = parts[0].hasPrefix("-")
        let digits = Array(isNegative ? parts[0].dropFirst() : parts[0])
        var whole: [Character] = []
        var inGroup = 0
        var width = locale.groups.0
        for digit in digits.reversed() {
            if inGroup == width, let separator = locale.separator {
                whole.append(separator)
                inGroup = 0
                width = locale.groups.1
            }
            whole.append(digit)
            inGroup += 1
        }
        if isNegative { whole.append("-") }
        let result = String(whole.reversed())
        return parts.count > 1 ? result + String(locale.point) + parts[1] : result
    }
}
