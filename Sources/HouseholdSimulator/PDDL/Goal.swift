/// The six kinds of task, by the names that ALFRED gave them.
public enum TaskType: String, CaseIterable, Hashable, Sendable {
    /// Put an object somewhere.
    case place = "pick_and_place_simple"
    /// Hold an object beside a lamp that has been turned on.
    case examineInLight = "look_at_obj_in_light"
    /// Put a cleaned object somewhere.
    case cleanAndPlace = "pick_clean_then_place_in_recep"
    /// Put a heated object somewhere.
    case heatAndPlace = "pick_heat_then_place_in_recep"
    /// Put a cooled object somewhere.
    case coolAndPlace = "pick_cool_then_place_in_recep"
    /// Put two objects of a kind into the same receptacle.
    case placeTwo = "pick_two_obj_and_place"
}

/// What a game asks for: a kind of task, a class of object, and where it goes or which lamp.
public struct Goal: Hashable, Sendable {
    /// The kind of task.
    public var type: TaskType
    /// The PDDL type of the object asked for, in lower case: `mugtype`.
    public var object: String
    /// The PDDL type of the receptacle it goes to or of the lamp: `desktype`, `desklamptype`.
    public var target: String

    /// Describes a goal.
    public init(type: TaskType, object: String, target: String) {
        self.type = type
        self.object = object
        self.target = target
    }
}

extension Goal {
    /// Reads the goal formula, which has one shape for each kind of task.
    ///
    /// A formula that asks for more (a sliced object, closed doors, an object in a bowl) is one
    /// that the official loader does not serve and this simulator does not judge.
    init(_ formula: Expression) throws(PDDLError) {
        var literals: [Expression] = []
        Self.flatten(formula, into: &literals)
        var shape: [String: [Expression]] = [:]
        for literal in literals {
            guard let head = literal.head, let literal = literal.list else {
                throw PDDLError("a goal is made of predicates", line: literal.line)
            }
            shape[head, default: []].append(contentsOf: literal.dropFirst())
        }
        guard let type = Self.types[shape.mapValues(\.count)] else {
            throw PDDLError(
                "this goal is of none of ALFWorld's six kinds of task", line: formula.line)
        }
        let objects = (shape["objecttype"] ?? []).compactMap(\.symbol)
        let receptacles = (shape["receptacletype"] ?? []).compactMap(\.symbol)
        self.type = type
        switch type {
        case .examineInLight:
            // The lamp is the one whose variable is also said to be toggled.
            let lamp = shape["istoggled"]?.first?.symbol
            guard objects.count == 4, let side = objects.firstIndex(where: { $0 == lamp }),
                side % 2 == 0
            else { throw PDDLError("the goal names no lamp", line: formula.line) }
            target = objects[side + 1]
            object = objects[side == 0 ? 3 : 1]
        default:
            guard objects.count >= 2, receptacles.count >= 2,
                stride(from: 1, to: objects.count, by: 2).allSatisfy({ objects[$0] == objects[1] }),
                stride(from: 1, to: receptacles.count, by: 2)
                    .allSatisfy({ receptacles[$0] == receptacles[1] })
            else {
                throw PDDLError(
                    "the goal speaks of objects or receptacles of different types",
                    line: formula.line)
            }
            object = objects[1]
            target = receptacles[1]
        }
    }

    /// The predicates of a formula whose only other parts are `and`, `exists` and `not (= a b)`.
    private static func flatten(_ formula: Expression, into literals: inout [Expression]) {
        switch formula.head {
        case "and":
            for part in formula.tail { flatten(part, into: &literals) }
        case "exists" where formula.tail.count == 2:
            for part in formula.tail.dropFirst() { flatten(part, into: &literals) }
        default: literals.append(formula)
        }
    }

    /// Which predicates each kind of task uses, with how many arguments in all.
    private static let types: [[String: Int]: TaskType] = {
        let placing = ["inreceptacle": 2, "objecttype": 2, "receptacletype": 2]
        return [
            placing: .place,
            placing.merging(["cleanable": 1, "isclean": 1]) { $1 }: .cleanAndPlace,
            placing.merging(["heatable": 1, "ishot": 1]) { $1 }: .heatAndPlace,
            placing.merging(["coolable": 1, "iscool": 1]) { $1 }: .coolAndPlace,
            ["inreceptacle": 4, "objecttype": 4, "receptacletype": 4, "not": 1]: .placeTwo,
            [
                "objecttype": 4, "toggleable": 1, "istoggled": 1, "receptacleatlocation": 2,
                "atlocation": 2, "inreceptacle": 2, "holds": 2,
            ]: .examineInLight,
        ]
    }()
}
