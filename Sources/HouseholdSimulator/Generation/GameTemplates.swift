/// The domain and grammar that our games bring along for ALFWorld's own engine.
///
/// Written afresh for the rules that the engine really applies: only predicates and actions that
/// some command uses, and sentences that some step can print. What the engine then answers is the
/// same bytes as for the published files (`Scripts/check-alfworld-games.py` compares).
enum GameTemplates {
    /// The planning domain, with `help` as in the newer generation.
    static func domain(_ generation: TextGeneration) -> String {
        generation == .legacy ? domainHead + "\n)\n" : domainHead + help + "\n)\n"
    }

    private static let help = """

          (:action help :parameters (?a - agent) :precondition () :effect (and (checked ?a)))
        """

    private static let domainHead = """
        (define (domain alfred)
          (:requirements :adl :action-costs :typing)
          (:types agent location receptacle object rtype otype)
          (:predicates
            (atLocation ?a - agent ?l - location)
            (receptacleAtLocation ?r - receptacle ?l - location)
            (objectAtLocation ?o - object ?l - location)
            (receptacleType ?r - receptacle ?t - rtype)
            (objectType ?o - object ?t - otype)
            (canContain ?rt - rtype ?ot - otype)
            (inReceptacle ?o - object ?r - receptacle)
            (isReceptacleObject ?o - object)
            (inReceptacleObject ?inner - object ?outer - object)
            (openable ?r - receptacle)
            (opened ?r - receptacle)
            (pickupable ?o - object)
            (holds ?a - agent ?o - object)
            (holdsAny ?a - agent)
            (cleanable ?o - object)
            (isClean ?o - object)
            (heatable ?o - object)
            (isHot ?o - object)
            (coolable ?o - object)
            (isCool ?o - object)
            (toggleable ?o - object)
            (isToggled ?o - object)
            (sliceable ?o - object)
            (isSliced ?o - object)
            (checked ?x)
          )
          (:functions (total-cost) - number)

          (:action look
            :parameters (?a - agent ?l - location)
            :precondition (and (atLocation ?a ?l))
            :effect (and (checked ?l)))
          (:action inventory
            :parameters (?a - agent)
            :precondition ()
            :effect (and (checked ?a)))
          (:action examineReceptacle
            :parameters (?a - agent ?r - receptacle)
            :precondition (and
              (exists (?l - location) (and (atLocation ?a ?l) (receptacleAtLocation ?r ?l))))
            :effect (and (checked ?r)))
          (:action examineObject
            :parameters (?a - agent ?o - object)
            :precondition (and (holds ?a ?o))
            :effect (and (checked ?o)))
          (:action GotoLocation
            :parameters (?a - agent ?lStart - location ?lEnd - location ?r - receptacle)
            :precondition (and (atLocation ?a ?lStart) (receptacleAtLocation ?r ?lEnd))
            :effect (and (not (atLocation ?a ?lStart)) (atLocation ?a ?lEnd)
              (increase (total-cost) 1)))
          (:action OpenObject
            :parameters (?a - agent ?l - location ?r - receptacle)
            :precondition (and (openable ?r) (not (opened ?r))
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l))
            :effect (and (opened ?r) (increase (total-cost) 1)))
          (:action CloseObject
            :parameters (?a - agent ?l - location ?r - receptacle)
            :precondition (and (openable ?r) (opened ?r)
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l))
            :effect (and (not (opened ?r)) (increase (total-cost) 1)))
          (:action PickupObject
            :parameters (?a - agent ?l - location ?o - object ?r - receptacle)
            :precondition (and (pickupable ?o) (not (holdsAny ?a))
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l)
              (inReceptacle ?o ?r) (or (not (openable ?r)) (opened ?r)))
            :effect (and (holds ?a ?o) (holdsAny ?a)
              (not (inReceptacle ?o ?r)) (not (objectAtLocation ?o ?l))
              (increase (total-cost) 1)))
          (:action PutObject
            :parameters (?a - agent ?l - location ?o - object ?r - receptacle
              ?ot - otype ?rt - rtype)
            :precondition (and (holds ?a ?o)
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l)
              (or (not (openable ?r)) (opened ?r))
              (objectType ?o ?ot) (receptacleType ?r ?rt) (canContain ?rt ?ot))
            :effect (and (inReceptacle ?o ?r) (objectAtLocation ?o ?l)
              (not (holds ?a ?o)) (not (holdsAny ?a)) (increase (total-cost) 1)))
          (:action CleanObject
            :parameters (?a - agent ?l - location ?r - receptacle ?o - object)
            :precondition (and (cleanable ?o) (receptacleType ?r SinkBasinType)
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l) (holds ?a ?o))
            :effect (and (isClean ?o) (increase (total-cost) 5)))
          (:action HeatObject
            :parameters (?a - agent ?l - location ?r - receptacle ?o - object)
            :precondition (and (heatable ?o) (receptacleType ?r MicrowaveType)
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l) (holds ?a ?o))
            :effect (and (isHot ?o) (not (isCool ?o)) (increase (total-cost) 5)))
          (:action CoolObject
            :parameters (?a - agent ?l - location ?r - receptacle ?o - object)
            :precondition (and (coolable ?o) (receptacleType ?r FridgeType)
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l) (holds ?a ?o))
            :effect (and (isCool ?o) (not (isHot ?o)) (increase (total-cost) 5)))
          (:action ToggleObject
            :parameters (?a - agent ?l - location ?o - object ?r - receptacle)
            :precondition (and (toggleable ?o) (inReceptacle ?o ?r)
              (atLocation ?a ?l) (receptacleAtLocation ?r ?l))
            :effect (and (isToggled ?o) (increase (total-cost) 5)))
          (:action SliceObject
            :parameters (?a - agent ?l - location ?co - object ?ko - object)
            :precondition (and (sliceable ?co) (objectAtLocation ?co ?l)
              (or (objectType ?ko KnifeType) (objectType ?ko ButterKnifeType))
              (atLocation ?a ?l) (holds ?a ?ko))
            :effect (and (isSliced ?co) (increase (total-cost) 5)))
        """
}

extension GameTemplates {
    /// The text grammar with a task pasted in.
    static func grammar(task: String, _ generation: TextGeneration) -> String {
        let arrival = generation == .legacy ? "{lend.name}" : "{r.name}"
        let putting =
            generation == .legacy
            ? "You put the {o.name} in/on the {r.name}." : "You move the {o.name} to the {r.name}."
        let rules: [Rule] = [
            Rule(
                "intro",
                [(nil, #"-= Welcome to TextWorld, ALFRED! =-\n\n#look.feedback#\n\n#task#"#)]),
            Rule("task", [(nil, "Your task is to: \(task)")]),
            Rule("GotoLocation.feedback", [(nil, "You arrive at \(arrival). #sight#")]),
            Rule("OpenObject.feedback", [(nil, "You open the {r.name}. #sight#")]),
            Rule("CloseObject.feedback", [(nil, "You close the {r.name}.")]),
            Rule("PickupObject.feedback", [(nil, "You pick up the {o.name} from the {r.name}.")]),
            Rule("PutObject.feedback", [(nil, putting)]),
            Rule("CleanObject.feedback", [(nil, "You clean the {o.name} using the {r.name}.")]),
            Rule("HeatObject.feedback", [(nil, "You heat the {o.name} using the {r.name}.")]),
            Rule("CoolObject.feedback", [(nil, "You cool the {o.name} using the {r.name}.")]),
            Rule("ToggleObject.feedback", [(nil, "You turn on the {o.name}.")]),
            Rule("SliceObject.feedback", [(nil, "You sliced the {co.name} with the {ko.name}.")]),
            Rule(
                "inventory.feedback",
                [
                    (
                        "holdsany(a:agent)",
                        "You are carrying: [{o.indefinite + ' ' + o.name | holds(a:agent, o:object)}]."
                    ),
                    (nil, "You are not carrying anything."),
                ]),
            Rule(
                "sight",
                [
                    (
                        "openable(r:receptacle) & opened(r:receptacle)",
                        "The {r.name} is open. In it, you see \(inside)."
                    ),
                    ("openable(r:receptacle)", "The {r.name} is closed."),
                    (nil, "On the {r.name}, you see \(inside)."),
                ]),
            Rule("condition", conditions),
            Rule(
                "look.feedback",
                [
                    (
                        "\(standing) & receptacleatlocation(r:receptacle, l:location)",
                        "You are facing the [{r.name | \(standing) & "
                            + "receptacleatlocation(r:receptacle, l:location)}]. "
                            + "Next to it, you see #floor#."
                    ),
                    (
                        nil,
                        "You are in the middle of a room. Looking quickly around you, you see "
                            + "[{r.indefinite + ' ' + r.name | "
                            + "receptacleatlocation(r:receptacle, l:location)}]."
                    ),
                ]),
            Rule(
                "floor",
                [
                    (dropped, "[{o.indefinite + ' ' + o.name | \(dropped)}]"), (nil, "nothing"),
                ]),
            Rule("list_empty", [(nil, "nothing")]),
            Rule("list_separator", [(nil, ", ")]),
            Rule("list_last_separator", [(nil, ", and ")]),
        ]
        let body = rules.map(\.text).joined(separator: ",\n")
        return "grammar :: \"\"\"\n{\n\(body)\n}\n\"\"\";\n\n"
            + actions(generation).map(action).joined(separator: "\n")
    }

    private static let standing = "atlocation(a:agent, l:location)"
    private static let inside =
        "[{o.indefinite + ' ' + o.name | inreceptacle(o:object, r:receptacle)}]"
    private static let dropped = """
        atlocation(a:agent, l:location) & objectatlocation(o:object, l:location) & \
        receptacleatlocation(r:receptacle, l:location) & not_inreceptacle(o:object, r:receptacle)
        """

    /// What is seen of a held object, by what was done to it; the first that holds is printed.
    private static let conditions: [(String?, String)] = {
        let clean = "isclean(o:object)"
        let hot = "ishot(o:object)"
        let cool = "iscool(o:object)"
        let sliced = "issliced(o:object)"
        let held = "o2.indefinite + ' ' + o2.name | inreceptacleobject(o2:object, o:object)"
        return [
            (
                "isreceptacleobject(o:object)",
                "This is a normal {o.name}. In it, you see [{\(held)}]."
            ),
            ("\(clean) & \(hot) & \(sliced)", "This is a hot and clean sliced {o.name}."),
            ("\(clean) & \(cool) & \(sliced)", "This is a cool and clean sliced {o.name}."),
            ("\(clean) & \(sliced)", "This is a clean sliced {o.name}."),
            ("\(hot) & \(sliced)", "This is a hot sliced {o.name}."),
            ("\(cool) & \(sliced)", "This is a cool sliced {o.name}."),
            ("\(clean) & \(hot)", "This is a hot and clean {o.name}."),
            ("\(clean) & \(cool)", "This is a cool and clean {o.name}."),
            (hot, "This is a hot {o.name}."),
            (clean, "This is a clean {o.name}."),
            (cool, "This is a cold {o.name}."),
            ("sliceable(o:object) & \(sliced)", "This is a sliced {o.name}."),
            (nil, "There's nothing special about {o.name}."),
        ]
    }()

    /// A rule of the grammar: alternatives with their conditions.
    private struct Rule {
        let text: String

        init(_ name: String, _ alternatives: [(String?, String)]) {
            let lines = alternatives.map { condition, sentence in
                condition.map { #"    {"condition": "\#($0)", "rhs": "\#(sentence)"}"# }
                    ?? #"    {"rhs": "\#(sentence)"}"#
            }
            text = "  \"\(name)\": [\n\(lines.joined(separator: ",\n"))\n  ]"
        }
    }

    /// Each action with its command and what is said when it is done.
    private static func actions(
        _ generation: TextGeneration
    ) -> [(name: String, command: String, feedback: String)] {
        let put = generation == .legacy ? "put {o} in/on {r}" : "move {o} to {r}"
        var actions = [
            ("GotoLocation", "go to {r}", "#GotoLocation.feedback#"),
            ("OpenObject", "open {r}", "#OpenObject.feedback#"),
            ("CloseObject", "close {r}", "#CloseObject.feedback#"),
            ("PickupObject", "take {o} from {r}", "#PickupObject.feedback#"),
            ("PutObject", put, "#PutObject.feedback#"),
            ("CleanObject", "clean {o} with {r}", "#CleanObject.feedback#"),
            ("HeatObject", "heat {o} with {r}", "#HeatObject.feedback#"),
            ("CoolObject", "cool {o} with {r}", "#CoolObject.feedback#"),
            ("ToggleObject", "use {o}", "#ToggleObject.feedback#"),
            ("SliceObject", "slice {co} with {ko}", "#SliceObject.feedback#"),
            ("examineReceptacle", "examine {r}", "#sight#"),
            ("examineObject", "examine {o}", "#condition#"),
            ("inventory", "inventory", "#inventory.feedback#"),
            ("look", "look", "#look.feedback#"),
        ]
        if generation == .modern { actions.append(("help", "help", "\n" + Feedback.help)) }
        return actions
    }

    private static func action(name: String, command: String, feedback: String) -> String {
        """
        action \(name) {
            template :: "\(command)";
            feedback :: "\(feedback)";
        }

        """
    }
}
