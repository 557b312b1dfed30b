import Environments
import Testing

@testable import ShellSimulator

/// Whether boxes can be had here; tests that need one are skipped with the reason where they
/// cannot.
enum Boxes {
    /// The base tree; what is missing is told where the tests are skipped.
    static let tree: Result<BaseTree, BoxError> = {
        do throws(BoxError) {
            let tree = try TreeShelf().tree()
            try tree.probe()
            return .success(tree)
        } catch {
            return .failure(error)
        }
    }()

    static var areHere: Bool { (try? tree.get()) != nil }
    static var reason: Comment {
        guard case .failure(let error) = tree else { return "" }
        return "\(error.description)"
    }

    static func episode(_ rendering: Rendering = .pipe) async throws -> ShellEnvironment {
        var episode = ShellWorld(rendering: rendering).makeEnvironment()
        _ = try await episode.reset(to: nil, seed: 7)
        return episode
    }
}
