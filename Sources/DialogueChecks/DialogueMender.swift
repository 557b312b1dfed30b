public import Dialogues
import Environments

/// Makes the mends that are certain.
public struct DialogueMender {
    private var repetitions = RepetitionTally()
    private let ignored: Set<String>
    /// How many dialogues were changed or taken out.
    public private(set) var count = 0

    /// A mender of files.
    ///
    /// - Parameter ignored: the ids of rules whose mends are not made.
    public init(ignoring ignored: Set<String> = []) {
        self.ignored = ignored
    }

    private func mends(_ rule: CheckRule) -> Bool { !ignored.contains(rule.id) }

    /// The mended dialogue; `nil` if it is to be taken out.
    public mutating func mended(_ dialogue: Dialogue) -> Dialogue? {
        if mends(.repeatedDialogue), repetitions.earlier(than: dialogue, "") != nil {
            count += 1
            return nil
        }
        var mended = dialogue
        for (index, message) in dialogue.messages.enumerated() {
            let name = Role(rawValue: message.role.rawValue.lowercased())
            if message.role.side == nil, name.side != nil, !ignored.contains("unknown-role") {
                mended.messages[index].role = name
            }
            if mended.messages[index].role.side == .human, message.loss != nil,
                !ignored.contains("loss-on-human-turn")
            {
                mended.messages[index].loss = nil
            }
        }
        let subject = CheckSubject(mended, simulators: [], settings: [:])
        for complaint in subject.lossComplaints where mends(complaint.rule) {
            switch complaint.rule.id {
            case CheckRule.missingLoss.id:
                for index in complaint.messages { mended.messages[index].loss = true }
            case CheckRule.trainedDemonstration.id:
                for index in complaint.messages { mended.messages[index].loss = false }
            default: break
            }
        }
        guard mended != dialogue else { return dialogue }
        count += 1
        return mended
    }
}
