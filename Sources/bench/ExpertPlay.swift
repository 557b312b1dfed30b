import Environments

/// Lets a world's expert play a task to its end.
enum ExpertPlay {
    static func play(_ task: String, in world: some World) async throws {
        var expert = try world.makeExpert(for: task, seed: 1)
        var episode = try world.makeEnvironment()
        var step = try await episode.reset(to: task, seed: 1)
        while step.end == nil, let reply = try await expert.reply(after: step) {
            step = try await episode.step(reply: reply)
        }
    }
}
