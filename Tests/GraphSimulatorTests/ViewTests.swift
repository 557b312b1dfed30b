import Environments
import GraphSimulator
import Testing

/// What a person sees at the prompt.
@Suite struct ViewTests {
    private func text(_ lines: [StyledLine]?) -> [String] {
        (lines ?? []).map { $0.spans.map(\.text).joined() }
    }

    private func episode() throws -> GraphEnvironment {
        var episode = try SmallGraph.world().makeEnvironment()
        _ = try episode.reset(to: "who", seed: 0)
        return episode
    }

    @Test func `variables are shown with type, size, program and names`() throws {
        var episode = try episode()
        #expect(text(episode.view("variables", columns: 80)).count == 1)
        for action in [
            "get_relations(Film One)", "get_neighbors(Film One, film.film.cast)", "count(#0)",
        ] {
            _ = try episode.step(action: action)
        }
        #expect(
            text(episode.view("variables", columns: 80)) == [
                "#0  film.actor  2 members",
                "    (JOIN film.film.cast_inv m.film1 “Film One”)", "    Ann, Bob",
                "#1  type.int  the number 2",
                "    (COUNT (JOIN film.film.cast_inv m.film1 “Film One”))",
            ])
        #expect(episode.view("map", columns: 80) == nil)
    }

    @Test func `names stand beside ids`() throws {
        var episode = try episode()
        #expect(
            text(episode.view("entities", columns: 80)) == [
                "Film One  m.film1", "Ann  m.ann", "Actor  film.actor  not in the graph",
                "Old, Film  m.film2",
            ])
        let listing = try episode.step(action: "get_relations(Film One)")
        #expect(
            text(episode.presentation(of: listing, columns: 80)) == [
                "film.film.cast  film.actor", "film.film.said  film.saying",
            ])
        _ = try episode.step(action: "get_neighbors(Film One, film.film.cast)")
        let end = try episode.step(reply: "Final Answer: #0")
        #expect(
            text(episode.presentation(of: end, columns: 80)) == [
                "The answer:", "  m.ann  Ann", "  m.bob  Bob",
            ])
    }

    @Test func `what was listed completes what is typed`() throws {
        var episode = try episode()
        #expect(episode.completions(for: "get_n") == ["get_neighbors("])
        #expect(episode.completions(for: "get_neighbors(Film One, ") == [])
        _ = try episode.step(action: "get_relations(Film One)")
        #expect(
            episode.completions(for: "get_neighbors(Film One, film.film.c")
                == ["get_neighbors(Film One, film.film.cast)"])
    }
}
