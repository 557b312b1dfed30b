/// What ALFWorld's games say of the classes of objects: what there is, and what can be done to it.
enum Wares {
    /// Every class of object that the games declare.
    static let classes: Set<String> = Set(portable).union(fixed)

    /// The classes that can be picked up; a footstool only in some games.
    static let portable = words(
        """
            alarmclock apple baseballbat basketball book boots bowl box bread butterknife \
            candle cd cellphone cloth creditcard cup dishsponge egg fork glassbottle handtowel \
            kettle keychain knife ladle laptop lettuce mug newspaper pan papertowel \
            papertowelroll pen pencil peppershaker pillow plate plunger pot potato \
            remotecontrol saltshaker scrubbrush soapbar soapbottle spatula spoon spraybottle \
            statue teddybear tennisracket tissuebox toiletpaper toiletpaperroll tomato towel \
            vase watch wateringcan winebottle footstool
        """)

    /// The classes that stay where they are.
    static let fixed = words(
        """
            bathtub blinds chair curtains desklamp floorlamp houseplant laundryhamperlid \
            lightswitch mirror painting poster showerdoor showerglass sink stoveknob \
            television window
        """)

    static let cleanable = Set(
        words(
            """
            apple bowl butterknife cloth cup dishsponge egg fork kettle knife ladle lettuce mug pan \
            plate pot potato soapbar spatula spoon tomato
            """))
    static let heatable = Set(words("apple bread cup egg mug plate potato tomato"))
    static let coolable = Set(
        words(
            """
            apple bread cup egg mug plate potato tomato bowl lettuce pan pot winebottle
            """))
    static let sliceable = Set(words("apple bread egg lettuce potato tomato"))
    static let toggleable: Set = ["desklamp", "floorlamp"]
    static let containers: Set = ["bowl", "box", "cup", "mug", "plate", "pan", "pot"]
    static let blades: Set = ["knife", "butterknife"]

    /// What can be done to objects of a class.
    static func traits(of name: String) -> ObjectTraits {
        var traits: ObjectTraits = []
        if portableSet.contains(name) { traits.insert(.pickupable) }
        if cleanable.contains(name) { traits.insert(.cleanable) }
        if heatable.contains(name) { traits.insert(.heatable) }
        if coolable.contains(name) { traits.insert(.coolable) }
        if sliceable.contains(name) { traits.insert(.sliceable) }
        if toggleable.contains(name) { traits.insert(.toggleable) }
        if containers.contains(name) { traits.insert(.container) }
        if blades.contains(name) { traits.insert(.blade) }
        return traits
    }

    private static let portableSet = Set(portable)

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
