import Environments
import FoundationEssentials
import GraphSimulator

/// A graph of a few entities, written to files of the field's own formats for each test.
enum SmallGraph {
    static let triples = """
        <http://rdf.freebase.com/ns/m.film1> <http://rdf.freebase.com/ns/film.film.cast> <http://rdf.freebase.com/ns/m.ann> .
        <http://rdf.freebase.com/ns/m.film1> <http://rdf.freebase.com/ns/film.film.cast> <http://rdf.freebase.com/ns/m.bob> .
        <http://rdf.freebase.com/ns/m.film2> <http://rdf.freebase.com/ns/film.film.cast> <http://rdf.freebase.com/ns/m.bob> .
        <http://rdf.freebase.com/ns/m.film2> <http://rdf.freebase.com/ns/film.film.cast> <http://rdf.freebase.com/ns/m.eve> .
        <http://rdf.freebase.com/ns/m.ann> <http://rdf.freebase.com/ns/film.actor.films> <http://rdf.freebase.com/ns/m.film1> .
        <http://rdf.freebase.com/ns/m.bob> <http://rdf.freebase.com/ns/film.actor.films> <http://rdf.freebase.com/ns/m.film1> .
        <http://rdf.freebase.com/ns/m.bob> <http://rdf.freebase.com/ns/film.actor.films> <http://rdf.freebase.com/ns/m.film2> .
        <http://rdf.freebase.com/ns/m.eve> <http://rdf.freebase.com/ns/film.actor.films> <http://rdf.freebase.com/ns/m.film2> .
        <http://rdf.freebase.com/ns/m.ann> <http://rdf.freebase.com/ns/people.person.knows> <http://rdf.freebase.com/ns/m.bob> .
        <http://rdf.freebase.com/ns/m.ann> <http://rdf.freebase.com/ns/people.person.knows> <http://rdf.freebase.com/ns/m.ann> .
        <http://rdf.freebase.com/ns/m.ann> <http://rdf.freebase.com/ns/people.person.height> "1.7"^^<http://www.w3.org/2001/XMLSchema#float> .
        <http://rdf.freebase.com/ns/m.bob> <http://rdf.freebase.com/ns/people.person.height> "1.9"^^<http://www.w3.org/2001/XMLSchema#float> .
        <http://rdf.freebase.com/ns/m.bob> <http://rdf.freebase.com/ns/people.person.height> "1.5"^^<http://www.w3.org/2001/XMLSchema#float> .
        <http://rdf.freebase.com/ns/m.eve> <http://rdf.freebase.com/ns/people.person.born> "1984-05-02-08:00"^^<http://www.w3.org/2001/XMLSchema#date> .
        <http://rdf.freebase.com/ns/m.bob> <http://rdf.freebase.com/ns/people.person.born> "1984-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
        <http://rdf.freebase.com/ns/m.ann> <http://rdf.freebase.com/ns/people.person.born> "1984"^^<http://www.w3.org/2001/XMLSchema#gYear> .
        <http://rdf.freebase.com/ns/m.film1> <http://rdf.freebase.com/ns/film.film.said> "hello"@en .
        <http://rdf.freebase.com/ns/m.film1> <http://rdf.freebase.com/ns/film.film.said> "colour"@en-GB .
        <http://rdf.freebase.com/ns/m.film1> <http://rdf.freebase.com/ns/film.film.said> "hallo"@de .
        <http://rdf.freebase.com/ns/m.film1> <http://rdf.freebase.com/ns/film.film.said> "1984-05-02-08:00" .
        <http://rdf.freebase.com/ns/m.film1> <http://rdf.freebase.com/ns/film.film.said> "say \\"h\\u00e9\\"\\t!" .

        """

    static let roles = """
        film.film film.film.cast film.actor
        film.actor film.actor.films film.film
        people.person people.person.knows people.person
        people.person people.person.height type.float
        people.person people.person.born type.datetime
        film.film film.film.said film.saying

        """

    static let tasks = """
        [{"question": "who plays in film one?", "qid": "who", "entities":
          {"Film One": "m.film1", "Ann": "m.ann", "Actor": "film.actor", "Old, Film": "m.film2"},
          "actions": ["get_relations(m.film1)", "get_neighbors(m.film1, film.film.cast)"],
          "answer": [{"answer_type": "Entity", "answer_argument": "m.ann"},
            {"answer_type": "Entity", "answer_argument": "m.bob"}]},
         {"question": "how many?", "entities": {"Old, Film": "m.film2"},
          "actions": ["get_relations(m.film2)", "get_neighbors(m.film2, film.film.cast)",
            "count(#0)"], "answer": [{"answer_argument": "2"}]},
         {"question": "of two kinds?", "qid": "kinds", "entities": {"Film One": "m.film1", "Ann":
          "m.ann"}, "actions": ["get_relations(m.film1)", "get_neighbors(m.film1, film.film.cast)",
            "get_relations(m.ann)", "get_neighbors(m.ann, people.person.knows)",
            "intersection(#0, #1)"], "answer": [{"answer_argument": "m.bob"}]}]
        """

    /// Writes files into a folder that is removed in the end, and works on them.
    static func withFolder<Result>(
        _ files: [String: String] = standard, _ body: (String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "graph-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        return try body(folder.path)
    }

    static let standard = [
        "graph.nt": triples, "fb_roles": roles, "tasks.json": tasks,
        "reverse_properties": "film.film.cast\tfilm.actor.films\n",
        "fb_types": "film.actor meta.subclassOf people.person\n",
        "entity_names.tsv": "m.film1\tFilm One\nm.ann\tAnn\nm.bob\tBob\nm.eve\tEve\n",
    ]

    static func world(
        _ version: GraphVersion = .agentinstruct, _ files: [String: String] = standard
    ) throws -> GraphWorld {
        try withFolder(files) { folder in
            try GraphWorld(at: folder, behaviour: GraphWorld.Behaviour(version: version))
        }
    }
}
