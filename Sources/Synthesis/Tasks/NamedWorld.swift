public import Environments

/// A world and the name under which provenance finds it again.
public struct NamedWorld: Sendable {
    /// A path relative to the shipped worlds, or an absolute one.
    public var name: String
    /// The world.
    public var world: any World

    /// Names a world.
    public init(_ name: String, _ world: any World) {
        self.name = name
        self.world = world
    }
}
