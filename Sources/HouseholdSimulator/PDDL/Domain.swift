/// Whether a domain's actions are the ones whose rules this simulator has.
///
/// The rules are written in Swift, not interpreted: a file that brings other ones must be refused,
/// not played by ours. Each action is compared by a fingerprint of its words, so that comments and
/// layout do not matter.
enum Domain {
    /// Reads a domain and compares its actions.
    static func check(_ text: String) throws(PDDLError) {
        let definition = try Expression.parse(text)
        guard definition.head == "define" else {
            throw PDDLError("a PDDL domain begins with (define", line: definition.line)
        }
        for section in definition.tail {
            switch section.head {
            case "domain":
                guard section.tail.first?.symbol == "alfred" else {
                    throw PDDLError(
                        "this is the domain \(section.tail.first?.symbol ?? "()"), not ALFWorld's "
                            + "domain alfred", line: section.line)
                }
            case ":action":
                let name = section.tail.first?.symbol ?? "()"
                let print = fingerprint(section)
                guard published[name]?.contains(print) ?? false || ours.contains(print) else {
                    throw PDDLError(
                        "the action \(name) is not the one of ALFWorld 2.1.1 to 2.1.3",
                        line: section.line)
                }
            default: break
            }
        }
    }

    /// FNV-1a over the symbols and parentheses.
    static func fingerprint(_ expression: Expression) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        func add(_ expression: Expression) {
            switch expression.form {
            case .symbol(let name):
                for byte in name.utf8 { add(byte) }
                add(0x20)
            case .list(let elements):
                add(0x28)
                for element in elements { add(element) }
                add(0x29)
            }
        }
        add(expression)
        return hash
    }

    /// The fingerprints of the actions in the domain that our own games bring along.
    private static let ours: Set<UInt64> = {
        let definition = try? Expression.parse(GameTemplates.domain(.modern))
        return Set((definition?.tail ?? []).filter { $0.head == ":action" }.map(fingerprint))
    }()

    /// The fingerprints of each action's published forms.
    private static let published: [String: Set<UInt64>] = [
        "look": [0x2E3F_F68C_7E3F_B43B],
        "inventory": [0xC47E_D333_CB13_A0EF],
        "examinereceptacle": [0x2824_DF5E_613A_07DA],
        "examineobject": [0xA8C0_5A04_4D9E_443D],
        "gotolocation": [0x8A66_A1C5_16AD_1C97],
        "openobject": [0x6A56_DA85_6E2B_B389],
        "closeobject": [0xFAB6_49AD_1F9C_8430],
        "pickupobject": [0x532B_9CA4_3C14_072E],
        "putobject": [0xF0FF_750A_24EB_7940],
        "cleanobject": [0xEC91_764E_E3EB_07CF, 0xF070_F2CC_2EAA_AC3C],
        "heatobject": [0x04AE_4CCC_FE2A_E429],
        "coolobject": [0xF1C5_6DBB_A5A2_5A0F],
        "toggleobject": [0x1C9A_30A3_E4AC_74E5],
        "sliceobject": [0x9D95_7C45_5321_5A55],
        "help": [0x1433_F1CC_40F3_C3CE],
    ]
}
