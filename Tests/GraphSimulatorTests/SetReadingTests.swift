import Environments
import GraphSimulator
import JSONTree
import Testing

/// What programs come to: the reading of spec sections 6 and Corrections, on a graph that one can
/// work out by hand.
@Suite struct SetReadingTests {
    /// Carries out actions in free play and answers with the last variable.
    private func run(
        _ actions: [String], answering index: Int
    ) throws -> (observations: [String], end: Step) {
        var episode = try SmallGraph.world(.agentBenchV2).makeEnvironment()
        _ = try episode.reset(to: nil, seed: 0)
        let observations = try actions.map { try episode.step(action: $0).observation }
        return (observations, try episode.step(action: "Final Answer: #\(index)"))
    }

    private func answer(_ actions: [String], _ index: Int) throws -> [String]? {
        try run(actions, answering: index).end.details["answer"]?.array?.compactMap(\.string)
    }

    private static let cast = ["get_relations(m.film1)", "get_neighbors(m.film1, film.film.cast)"]

    @Test func `a step leads to all objects, and named entities are taken out at the end alone`()
        throws
    {
        #expect(try answer(Self.cast, 0) == ["m.ann", "m.bob"])
        let known = ["get_relations(m.ann)", "get_neighbors(m.ann, people.person.knows)"]
        // Ann knows herself, but she is named.
        #expect(try answer(known, 0) == ["m.bob"])
        // On the way she stays: the films of those whom Ann knows.
        let films = known + ["get_relations(#0)", "get_neighbors(#0, film.actor.films)"]
        #expect(try answer(films, 1) == ["m.film1", "m.film2"])
        let back = Self.cast + ["get_relations(#0)", "get_neighbors(#0, film.actor.films)"]
        #expect(try answer(back, 1) == ["m.film2"])
    }

    @Test func `a listing shows what the members have, without the entities that are named`() throws
    {
        let known = ["get_relations(m.ann)", "get_neighbors(m.ann, people.person.knows)"]
        // Bob has no acquaintances, and Ann, who has, is taken out.
        let listing = try run(known + ["get_relations(#0)"], answering: 0).observations[2]
        #expect(listing == "Observation: [film.actor.films]")
    }

    @Test func `texts in other languages than English are no answers, and dates lose their zone`()
        throws
    {
        let said = ["get_relations(m.film1)", "get_neighbors(m.film1, film.film.said)"]
        #expect(
            try answer(said, 0) == ["1984-05-02", "colour", "hello", "say \"h\u{e9}\"\t!"])
    }

    @Test func `a count anywhere counts the whole`() throws {
        let count = Self.cast + ["count(#0)"]
        #expect(try answer(count, 1) == ["2"])
        #expect(try answer(count + ["count(#1)"], 2) == ["2"])
        #expect(try answer(count + ["intersection(#1, #1)"], 2) == ["2"])
        let listed = try run(count + ["get_relations(#1)"], answering: 1).observations[3]
        #expect(
            listed == "get_relations(#1) cannot be executed. You may make a mistake and need"
                + " to fix it.")
    }

    @Test func `an extremum goes by the best value of any member`() throws {
        let heights = Self.cast + ["get_attributes(#0)"]
        #expect(
            try run(heights, answering: 0).observations[2]
                == "Observation: [people.person.born, people.person.height]")
        #expect(try answer(heights + ["argmax(#0, people.person.height)"], 1) == ["m.bob"])
        #expect(try answer(heights + ["argmin(#0, people.person.height)"], 1) == ["m.bob"])
        // A year comes before its months, a month before its days.
        #expect(try answer(heights + ["argmin(#0, people.person.born)"], 1) == ["m.ann"])
        #expect(try answer(heights + ["argmax(#0, people.person.born)"], 1) == ["m.bob"])
    }

    @Test func `one can go on from an extremum, but not take another or count it`() throws {
        let best =
            Self.cast + ["get_attributes(#0)", "argmax(#0, people.person.height)"]
        let films = best + ["get_relations(#1)", "get_neighbors(#1, film.actor.films)"]
        // The film that is named counts for nothing in the choice, but stays in the answer.
        #expect(try answer(films, 2) == ["m.film1", "m.film2"])
        let end = try run(best + ["count(#1)"], answering: 2).end
        #expect(end.details["status"]?.string == "exception")
        #expect(end.details["answer"]?.array?.isEmpty == true)
        let twice = best + ["get_attributes(#1)", "argmin(#1, people.person.height)"]
        #expect(try run(twice, answering: 2).end.details["status"]?.string == "exception")
    }

    @Test func `an intersection needs the same type, and may be empty`() throws {
        let second = ["get_relations(m.film2)", "get_neighbors(m.film2, film.film.cast)"]
        #expect(try answer(Self.cast + second + ["intersection(#0, #1)"], 2) == ["m.bob"])
        let known = ["get_relations(m.ann)", "get_neighbors(m.ann, people.person.knows)"]
        #expect(
            try run(Self.cast + known + ["intersection(#0, #1)"], answering: 0).observations[4]
                == "intersection(#0, #1) cannot be executed. The two variables are not of the same"
                + " type. You may further explore them by call get_relations")
        #expect(
            try run(Self.cast + ["intersection(#0, #7)"], answering: 0).observations[2]
                .hasPrefix("intersection(#0, #7) cannot be executed. The two variables are not"))
    }

    @Test func `an entity that the graph does not know has an empty listing`() throws {
        #expect(
            try run(Self.cast + ["get_relations(m.doesnotexist)"], answering: 0).observations[2]
                == "Observation: []")
    }
}
