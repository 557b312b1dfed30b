/// Where people keep things: what a realistic expert believes before it has looked.
enum Habits {
    /// The classes of receptacle in the order in which one would search them for a class of object.
    static func searchOrder(for object: String) -> [String] {
        var order: [String] = []
        func add(_ classes: [String]) {
            for name in classes where !order.contains(name) { order.append(name) }
        }
        for (objects, receptacles) in beliefs where objects.contains(object) { add(receptacles) }
        add(Furniture.classes.filter { Furniture.fits(object, in: $0) })
        add(Furniture.classes)
        return order
    }

    private static let beliefs: [(Set<String>, [String])] = [
        (
            ["apple", "tomato", "potato", "lettuce", "egg", "bread"],
            words("fridge countertop diningtable sinkbasin garbagecan microwave sidetable shelf")
        ),
        (
            ["mug", "cup"],
            words("coffeemachine countertop diningtable cabinet sinkbasin shelf desk microwave")
        ),
        (["plate", "bowl"], words("countertop diningtable cabinet shelf sinkbasin fridge desk")),
        (["pan", "pot", "kettle"], words("stoveburner countertop cabinet sinkbasin fridge")),
        (
            ["knife", "butterknife", "fork", "spoon", "spatula", "ladle"],
            words("countertop diningtable drawer sinkbasin sidetable cabinet")
        ),
        (
            ["saltshaker", "peppershaker", "glassbottle", "winebottle", "vase"],
            words("countertop shelf cabinet diningtable sidetable dresser drawer fridge")
        ),
        (["dishsponge"], words("sinkbasin countertop drawer cart bathtubbasin cabinet")),
        (
            ["soapbar", "soapbottle", "spraybottle", "candle"],
            words("countertop sinkbasin toilet bathtubbasin shelf cabinet cart drawer garbagecan")
        ),
        (["cloth"], words("countertop bathtubbasin laundryhamper cabinet drawer cart")),
        (["handtowel"], words("handtowelholder sinkbasin countertop")),
        (["towel"], words("towelholder")),
        (
            ["toiletpaper", "toiletpaperroll"],
            words("toiletpaperhanger toilet countertop cabinet drawer garbagecan")
        ),
        (["plunger", "scrubbrush"], words("toilet cart cabinet")),
        (
            ["pillow", "teddybear", "tennisracket", "baseballbat"],
            words("bed sofa armchair desk dresser")
        ),
        (
            ["laptop", "book", "newspaper", "magazine"],
            words("desk bed coffeetable sofa diningtable sidetable shelf armchair dresser drawer")
        ),
        (
            ["remotecontrol"],
            words("sofa coffeetable armchair tvstand sidetable dresser drawer diningtable")
        ),
        (
            ["keychain", "watch", "creditcard", "cellphone"],
            words(
                "sidetable coffeetable desk dresser sofa bed armchair drawer shelf safe diningtable"
            )
        ),
        (
            ["pen", "pencil", "cd", "alarmclock"],
            words("desk sidetable dresser shelf drawer bed diningtable garbagecan")
        ),
        (
            ["box", "statue", "tissuebox", "wateringcan", "basketball", "houseplant"],
            words("coffeetable sidetable dresser shelf desk diningtable armchair sofa ottoman")
        ),
        (["desklamp", "floorlamp"], words("desk sidetable dresser diningtable shelf coffeetable")),
    ]

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
