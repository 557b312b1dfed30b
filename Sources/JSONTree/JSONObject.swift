/// The members of a JSON object, in order.
///
/// Small and linear: records of the datasets have a handful of keys, for which a scan is faster
/// than hashing. Keys that occur twice are kept twice; a look-up finds the last, as Python does.
public struct JSONObject: Hashable, Sendable, RandomAccessCollection {
    /// A key and its value.
    public struct Member: Hashable, Sendable {
        /// The key.
        public var key: String
        /// The value.
        public var value: JSON

        /// Pairs a key with its value.
        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    private var members: [Member]

    /// An object without members.
    public init() { members = [] }

    /// An object of these members, in this order.
    @inlinable
    public init(_ pairs: some Sequence<(String, JSON)>) {
        self.init(members: pairs.map { Member($0.0, $0.1) })
    }

    /// An object of these members, in this order.
    public init(members: [Member]) {
        self.members = members
    }

    /// The position of the first member.
    public var startIndex: Int { members.startIndex }
    /// The position after the last member.
    public var endIndex: Int { members.endIndex }
    /// The member at `position`.
    public subscript(position: Int) -> Member { members[position] }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of the last member with this key; setting `nil` removes every such member.
    public subscript(key: String) -> JSON? {
        get { members.last { $0.key == key }?.value }
        set {
            guard let newValue else {
                members.removeAll { $0.key == key }
                return
            }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append(Member(key, newValue))
            }
        }
    }

    /// Adds a member at the end, even if the key is there already.
    public mutating func append(_ key: String, _ value: JSON) {
        members.append(Member(key, value))
    }
}
