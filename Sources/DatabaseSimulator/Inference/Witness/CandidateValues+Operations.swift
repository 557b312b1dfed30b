extension CandidateValues {
    /// Undoes a comparison, a connective, or arithmetic.
    func binary(
        _ sign: BinaryOperator, _ left: Expression, _ right: Expression, _ wanted: Wanted
    ) throws(WitnessFailure) -> [WitnessValue] {
        switch sign {
        case .and, .or, .xor:
            return try values(left, wanted) + values(right, wanted)
        case .equal, .nullSafeEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            var isTrue = true
            if case .truth(let truth) = wanted { isTrue = truth }
            if case .equal(let value) = wanted { isTrue = value.number != 0 }
            let sign = isTrue ? sign : sign.opposite
            if let bound = try constant(right) { return try values(left, Self.wanted(sign, bound)) }
            if let bound = try constant(left) {
                return try values(right, Self.wanted(sign.turned, bound))
            }
            return try values(left, .anything) + values(right, .anything)
        case .plus, .minus, .times, .divide, .modulo, .integerDivide:
            return try arithmetic(sign, left, right, wanted)
        default: return try values(left, .anything) + values(right, .anything)
        }
    }

    private func constant(_ expression: Expression) throws(WitnessFailure) -> WitnessValue? {
        guard solver.unset(in: expression).isEmpty else { return nil }
        return try solver.value(of: expression)
    }

    private static func wanted(_ sign: BinaryOperator, _ bound: WitnessValue) -> Wanted {
        switch sign {
        case .equal, .nullSafeEqual: .equal(bound)
        case .notEqual: .other(bound)
        case .less: .below(bound, isInclusive: false)
        case .lessOrEqual: .below(bound, isInclusive: true)
        case .greater: .above(bound, isInclusive: false)
        default: .above(bound, isInclusive: true)
        }
    }

    private func arithmetic(
        _ sign: BinaryOperator, _ left: Expression, _ right: Expression, _ wanted: Wanted
    ) throws(WitnessFailure) -> [WitnessValue] {
        if let other = try constant(right)?.number {
            let undone = wanted.mapped(flips: (sign == .times || sign == .divide) && other < 0) {
                switch sign {
                case .plus: $0 - other
                case .minus: $0 + other
                case .times: other == 0 ? nil : $0 / other
                case .divide, .integerDivide: $0 * other
                default: $0
                }
            }
            return try values(left, undone)
        }
        if let other = try constant(left)?.number {
            let flips = sign == .minus || sign == .divide || sign == .times && other < 0
            let undone = wanted.mapped(flips: flips) {
                switch sign {
                case .plus: $0 - other
                case .minus: other - $0
                case .times: other == 0 ? nil : $0 / other
                case .divide, .integerDivide: $0 == 0 ? nil : other / $0
                default: $0
                }
            }
            return try values(right, undone)
        }
        return try values(left, wanted) + values(right, wanted)
    }

    /// Undoes a function.
    func function(_ call: FunctionCall, _ wanted: Wanted) throws(WitnessFailure) -> [WitnessValue] {
        let arguments = call.arguments
        guard let first = arguments.first else { return [] }
        let name = call.name.lowercased()
        switch name {
        case "if", "iif":
            guard arguments.count == 3 else { return [] }
            return try values(arguments[0], .truth(true)) + values(arguments[1], wanted)
                + values(arguments[0], .truth(false)) + values(arguments[2], wanted)
        case "substr", "substring", "mid":
            let start = arguments.count > 1 ? try constant(arguments[1])?.number : nil
            let length = arguments.count > 2 ? try constant(arguments[2])?.number : nil
            return try texts(first, wanted) { text in
                guard let start else { return [text, "1/1/" + text, text + "0"] }
                let padding = Int(start.magnitude) - (start < 0 ? Int(length ?? 0) : 1)
                let filler = String(repeating: "0", count: max(0, min(padding, 200)))
                // A number may have been printed without its leading zeros.
                let missing = Int(length ?? 0) - text.count
                let zeros = String(repeating: "0", count: max(0, min(missing, 50)))
                return start < 0
                    ? [text + filler, zeros + text + filler]
                    : [filler + text, filler + zeros + text, filler + text + " "]
            }
        case "right": return try texts(first, wanted) { [$0, "0" + $0] }
        case "strftime":
            guard arguments.count > 1, case .text(let format)? = try constant(first) else {
                return []
            }
            return try texts(arguments[1], wanted) { [Self.date(printing: $0, as: format)] }
        case "date_format", "time_format":
            guard arguments.count > 1, case .text(let format)? = try constant(arguments[1]) else {
                return []
            }
            return try texts(first, wanted) { [Self.date(printing: $0, as: format)] }
        case "year", "month", "day", "dayofmonth", "hour", "minute":
            return try date(name, first, wanted)
        case "length", "char_length", "character_length":
            return try texts(first, wanted) { text in
                [String(repeating: "a", count: max(0, min(Int(text) ?? 0, 10_000)))]
            }
        case "concat": return try concatenation(arguments, wanted)
        case "instr", "locate":
            var found: [WitnessValue] = []
            for argument in arguments { found += try values(argument, .anything) }
            return found
        case "nullif", "ifnull", "coalesce", "round", "abs", "upper", "lower", "ucase", "lcase",
            "trim", "ltrim", "rtrim", "date", "datetime", "left", "replace", "ceil", "floor",
            "min", "max", "greatest", "least", "printf", "format", "truncate", "any_value",
            "str_to_date", "julianday":
            var found: [WitnessValue] = []
            for argument in arguments { found += try values(argument, wanted) }
            return found
        default:
            var found: [WitnessValue] = []
            for argument in arguments { found += try values(argument, .anything) }
            return found
        }
    }

    /// Candidates for texts out of which a function takes a part.
    private func texts(
        _ expression: Expression, _ wanted: Wanted, _ make: (String) -> [String]
    ) throws(WitnessFailure) -> [WitnessValue] {
        var parts: [WitnessValue]
        switch wanted {
        case .equal(let value): parts = [value]
        case .above(let value, let isInclusive):
            parts = value.number.map { [.integer(Int64($0) + 1)] } ?? [.text(value.plainText + "0")]
            if let year = Int(value.plainText) { parts.insert(.integer(Int64(year) + 1), at: 0) }
            if isInclusive { parts.insert(value, at: 0) }
        case .below(let value, let isInclusive):
            parts = value.number.map { [.integer(Int64($0) - 1)] } ?? [.text("0")]
            if let year = Int(value.plainText) { parts.insert(.integer(Int64(year) - 1), at: 0) }
            if isInclusive { parts.insert(value, at: 0) }
        case .other(let value):
            parts = [.text(value.plainText + "x")]
            if let number = Int(value.plainText) { parts = [.integer(Int64(number) + 1)] }
        case .null: return try values(expression, .null)
        case .truth, .anything: return try values(expression, .anything)
        }
        var found: [WitnessValue] = []
        for part in parts {
            if part == .null { found += try values(expression, .null) }
            for text in make(part.plainText) {
                found += try values(expression, .equal(.text(text)))
            }
        }
        return found
    }

    func date(
        _ unit: String, _ expression: Expression, _ wanted: Wanted
    ) throws(WitnessFailure) -> [WitnessValue] {
        let format =
            switch unit {
            case "year": "%Y"
            case "month": "%m"
            case "hour": "%H"
            case "minute": "%i"
            default: "%d"
            }
        return try texts(expression, wanted) { [Self.date(printing: $0, as: format)] }
    }

    /// A date that a format prints as a text.
    private static func date(printing text: String, as format: String) -> String {
        var parts: [Character: String] = [
            "Y": "2000", "m": "01", "d": "01", "H": "00", "M": "00", "S": "00", "i": "00",
        ]
        var rest = Substring(text)
        var characters = format.makeIterator()
        while let character = characters.next() {
            guard character == "%", let letter = characters.next() else {
                if rest.first == character { rest.removeFirst() }
                continue
            }
            let digits = rest.prefix { $0.isNumber }.prefix(letter == "Y" ? 4 : 2)
            guard !digits.isEmpty else { continue }
            let width = letter == "Y" ? 4 : 2
            parts[letter] = String(repeating: "0", count: width - digits.count) + digits
            rest.removeFirst(digits.count)
        }
        func part(_ letter: Character) -> String { parts[letter] ?? "00" }
        let minute = part("i") == "00" ? part("M") : part("i")
        let day = "\(part("Y"))-\(part("m"))-\(part("d"))"
        return part("H") == "00" && minute == "00" && part("S") == "00"
            ? day : "\(day) \(part("H")):\(minute):\(part("S"))"
    }

    /// The part of a text that falls to the cell.
    private func concatenation(
        _ arguments: [Expression], _ wanted: Wanted
    ) throws(WitnessFailure) -> [WitnessValue] {
        guard case .equal(let value) = wanted else { return [] }
        var rest = Substring(value.plainText)
        for (index, argument) in arguments.enumerated() {
            if let text = try constant(argument)?.plainText {
                guard rest.hasPrefix(text) else { return [] }
                rest.removeFirst(text.count)
                continue
            }
            var part = rest
            for next in arguments[(index + 1)...] {
                guard let mark = try constant(next)?.plainText, !mark.isEmpty else { continue }
                guard let place = rest.firstRange(of: mark) else { return [] }
                part = rest[..<place.lowerBound]
                break
            }
            let found = try values(argument, .equal(.text(String(part))))
            if !found.isEmpty { return found }
            rest.removeFirst(part.count)
        }
        return []
    }
}

extension CandidateValues.Wanted {
    /// The same in terms of an operand.
    fileprivate func mapped(
        flips: Bool, _ undo: (Double) -> Double?
    ) -> CandidateValues.Wanted {
        func undone(_ value: WitnessValue) -> WitnessValue? {
            value.number.flatMap(undo).map { CandidateValues.kind($0, like: value) }
        }
        switch self {
        case .equal(let value): return undone(value).map { .equal($0) } ?? .anything
        case .other(let value): return undone(value).map { .other($0) } ?? .anything
        case .above(let value, let isInclusive):
            guard let value = undone(value) else { return .anything }
            return flips
                ? .below(value, isInclusive: isInclusive) : .above(value, isInclusive: isInclusive)
        case .below(let value, let isInclusive):
            guard let value = undone(value) else { return .anything }
            return flips
                ? .above(value, isInclusive: isInclusive) : .below(value, isInclusive: isInclusive)
        case .truth, .null, .anything: return self
        }
    }
}

extension BinaryOperator {
    /// The comparison that holds where this one does not.
    fileprivate var opposite: BinaryOperator {
        switch self {
        case .equal, .nullSafeEqual: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        default: self
        }
    }

    /// The comparison with its sides exchanged.
    fileprivate var turned: BinaryOperator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }
}
