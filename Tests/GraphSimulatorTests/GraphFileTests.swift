import Environments
import FoundationEssentials
import SeededRandom
import Testing

@testable import GraphSimulator

@Suite struct GraphFileTests {
    @Test func `a malformed line is reported with its number, and the rest goes on`() throws {
        var files = SmallGraph.standard
        let lines = SmallGraph.triples.split(separator: "\n", omittingEmptySubsequences: false)
        files["graph.nt"] =
            ([lines[0], "<a> <b>", "<http://x/a> <http://x/b> \"open .", "# a comment", ""]
            + lines[1...]).joined(separator: "\n")
        files["fb_roles"] = "two words\n" + SmallGraph.roles
        files["more.tsv"] = "m.a\tpeople.person.knows\n\tb\tc\nm.a\tb.c.d\tm.e\n"
        let world = try SmallGraph.world(.agentinstruct, files)
        let places = world.faults.map { fault in
            fault.split(separator: "/").last.map { String($0) } ?? ""
        }
        #expect(
            places.map { $0.prefix { $0 != " " } } == [
                "fb_roles:1:", "graph.nt:2:", "graph.nt:3:", "more.tsv:1:", "more.tsv:2:",
            ])
        #expect(world.graph.tripleCount == 22)
    }

    @Test func `both formats, packed or not, give the same graph`() throws {
        let plain = "m.a\tp.q.r\tm.b\nm.a\tp.q.s\t12\n/m/c\t/p/q/r\t/m/a\n"
        let triples = """
            <http://rdf.freebase.com/ns/m.a> <http://rdf.freebase.com/ns/p.q.r> <http://rdf.freebase.com/ns/m.b> .
            <http://rdf.freebase.com/ns/m.a> <http://rdf.freebase.com/ns/p.q.s> "12" .
            <http://rdf.freebase.com/ns/m.c> <http://rdf.freebase.com/ns/p.q.r> <http://rdf.freebase.com/ns/m.a> .
            """
        let packed = try #require(
            Data(
                base64Encoded: "H4sIAAAAAAAC/8vVS+Qs0CvUK+LM1UviyoXyij"
                    + "kNjbj0c/WTOfUL9Av1iziB7EQuAOci+GwsAAAA"))
        let first = try SmallGraph.withFolder(["a.tsv": plain]) { try GraphWorld(at: $0) }
        let second = try SmallGraph.withFolder(["a.nt": triples]) { try GraphWorld(at: $0) }
        let third = try SmallGraph.withFolder([:]) { folder in
            try packed.write(to: URL(filePath: folder + "/a.tsv.gz"))
            return try GraphWorld(at: folder)
        }
        for world in [second, third] {
            #expect(first.faults.isEmpty && world.faults.isEmpty)
            #expect(bytes(first) == bytes(world))
        }
    }

    private func bytes(_ world: GraphWorld) -> [UInt8] {
        ImageSection.allCases.flatMap { Array(world.graph.image[$0]) }
    }

    @Test func `a prepared world is the same world, and a damaged one is refused`() throws {
        try SmallGraph.withFolder { folder in
            let file = folder + "/graph.sqlite"
            let prepared = try KnowledgeGraph().prepareWorld(
                from: [folder], to: file, settings: [:])
            #expect(prepared.summary == "21 triples, 16 terms, 8 properties, 3 questions")
            let world = try GraphWorld(at: file)
            #expect(world.tasks == (try GraphWorld(at: folder)).tasks)
            var episode = world.makeEnvironment()
            _ = try episode.reset(to: "who", seed: 0)
            #expect(
                try episode.step(action: "get_relations(Film One)").observation
                    == "Observation: [film.film.cast, film.film.said]")

            var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
            bytes[bytes.count / 2] ^= 1
            try Data(bytes).write(to: URL(filePath: file))
            let error = #expect(throws: EnvironmentError.self) { try GraphWorld(at: file) }
            #expect(error?.message.hasSuffix("is damaged; prepare it again") == true)
            try Data(bytes[..<200]).write(to: URL(filePath: file))
            #expect(throws: EnvironmentError.self) { try GraphWorld(at: file) }
        }
    }

    @Test func `a graph without a vocabulary goes by its roles, or by what it holds`() throws {
        var files = SmallGraph.standard
        files["fb_roles"] = nil
        let world = try SmallGraph.world(.agentBenchV2, files)
        var episode = world.makeEnvironment()
        _ = try episode.reset(to: "who", seed: 0)
        #expect(
            try episode.step(action: "get_relations(Film One)").observation
                == "Observation: [film.film.cast]")
        // The reverse says who has the relation, but no table says of which type they are.
        #expect(throws: EnvironmentError.self) {
            try episode.step(action: "get_neighbors(Film One, film.film.cast)")
        }
    }

    @Test(arguments: [
        ("tasks.json", "[{\"question\": 1}]"), ("tasks.json", "{"), ("vocab.json", "{}"),
    ])
    func `a file that cannot be used is refused with its path`(name: String, text: String) throws {
        var files = SmallGraph.standard
        files[name] = text
        let error = #expect(throws: EnvironmentError.self) {
            try SmallGraph.world(.agentinstruct, files)
        }
        #expect(error?.code == .badWorld && error?.message.contains(name) == true)
    }

    @Test func `random bytes are read or refused, and never stop the process`() throws {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<60 {
            var bytes = Array(SmallGraph.triples.utf8)
            for _ in 0..<40 {
                let place = Int(generator.next() % UInt64(bytes.count))
                bytes[place] = UInt8(truncatingIfNeeded: generator.next())
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let world = try SmallGraph.withFolder(["graph.nt": text]) { try? GraphWorld(at: $0) }
            if let world { #expect(world.graph.tripleCount <= 22) }
        }
    }
}
