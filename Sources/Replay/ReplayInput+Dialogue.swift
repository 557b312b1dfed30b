public import Dialogues
import Environments

extension ReplayInput {
    /// Takes a dialogue apart for replay.
    ///
    /// Its environment is known by what it says, not by its id.
    ///
    /// - Parameters:
    ///   - name: what to call it in the report.
    ///   - source: the file that it came from.
    public init(_ dialogue: Dialogue, name: String, source: String) {
        let environment = dialogue.recognisedEnvironment.flatMap(EnvironmentIdentifier.init)
        let parts = environment == nil ? nil : dialogue.parts
        self.init(
            environment: environment,
            episode: RecordedEpisode(
                id: name, task: parts?.task?.text ?? "", taskIndex: parts?.taskIndex ?? 0,
                preamble: parts?.preamble ?? [],
                turns: parts?.turns.map {
                    RecordedEpisode.Turn(
                        reply: $0.reply, observation: $0.observation, index: $0.index)
                } ?? []),
            source: source)
    }
}
