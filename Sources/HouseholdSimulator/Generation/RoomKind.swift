/// The four kinds of room that ALFWorld has.
public enum RoomKind: String, CaseIterable, Hashable, Sendable {
    /// Where everything but the lamps is.
    case kitchen
    /// Sofas, tables and shelves.
    case livingRoom = "livingroom"
    /// A bed, a desk and many drawers.
    case bedroom
    /// A basin, a toilet, towels.
    case bathroom
}

/// What a kind of room is furnished with.
struct Furnishing {
    /// So many of a class of receptacle, of which a share has a door that opens.
    struct Piece {
        /// The class as the scene files write it: `GarbageCan`.
        let category: String
        let count: ClosedRange<Int>
        var doorChance = 0.0
        /// How often it stands within reach of the one before it.
        var besideChance = 0.0
    }

    /// So many of a class of object, and the classes of receptacle it is found in, likelier first.
    struct Ware {
        let category: String
        let count: ClosedRange<Int>
        let places: [String]
    }

    let pieces: [Piece]
    let wares: [Ware]
    /// Things on walls and floors, which only take up numbers.
    let fixtures: [(String, ClosedRange<Int>)]
}

extension Furnishing {
    static func of(_ room: RoomKind) -> Furnishing {
        switch room {
        case .kitchen: kitchen
        case .livingRoom: livingRoom
        case .bedroom: bedroom
        case .bathroom: bathroom
        }
    }

    private static func ware(
        _ category: String, _ count: ClosedRange<Int>, _ places: String
    ) -> Ware {
        Ware(
            category: category, count: count, places: places.split(separator: " ").map(String.init))
    }

    private static let kitchen = Furnishing(
        pieces: [
            Piece(category: "Cabinet", count: 4...11, doorChance: 0.82, besideChance: 0.12),
            Piece(category: "CoffeeMachine", count: 1...1),
            Piece(category: "CounterTop", count: 1...3, besideChance: 0.15),
            Piece(category: "DiningTable", count: 0...1),
            Piece(category: "Drawer", count: 3...8, doorChance: 0.84, besideChance: 0.25),
            Piece(category: "Fridge", count: 1...1, doorChance: 1),
            Piece(category: "GarbageCan", count: 1...1),
            Piece(category: "Microwave", count: 1...1, doorChance: 1),
            Piece(category: "Shelf", count: 0...3, besideChance: 0.3),
            Piece(category: "Sink", count: 1...1),
            Piece(category: "StoveBurner", count: 2...4, besideChance: 0.6),
            Piece(category: "Toaster", count: 1...1),
        ],
        wares: [
            ware("Apple", 1...3, "diningtable countertop fridge sinkbasin garbagecan"),
            ware("Bowl", 1...3, "cabinet countertop shelf diningtable fridge"),
            ware("Bread", 1...2, "countertop diningtable fridge"),
            ware("ButterKnife", 1...2, "drawer countertop diningtable"),
            ware("CellPhone", 0...1, "countertop diningtable shelf"),
            ware("CreditCard", 0...2, "countertop drawer shelf"),
            ware("Cup", 1...3, "cabinet countertop diningtable fridge microwave"),
            ware("DishSponge", 1...2, "sinkbasin countertop drawer"),
            ware("Egg", 1...3, "fridge countertop sinkbasin garbagecan"),
            ware("Fork", 1...2, "drawer diningtable countertop"),
            ware("GlassBottle", 0...2, "cabinet shelf fridge countertop"),
            ware("HousePlant", 0...1, "countertop shelf"),
            ware("Kettle", 0...1, "stoveburner cabinet countertop"),
            ware("Knife", 1...2, "countertop drawer diningtable"),
            ware("Ladle", 0...1, "drawer cabinet countertop"),
            ware("Lettuce", 1...2, "fridge countertop diningtable"),
            ware("Mug", 1...3, "coffeemachine cabinet countertop diningtable shelf"),
            ware("Pan", 1...2, "stoveburner cabinet countertop"),
            ware("PaperTowelRoll", 0...1, "countertop garbagecan"),
            ware("PepperShaker", 1...2, "cabinet countertop drawer shelf"),
            ware("Plate", 1...3, "cabinet diningtable countertop fridge shelf"),
            ware("Pot", 1...2, "stoveburner cabinet countertop fridge"),
            ware("Potato", 1...3, "countertop diningtable fridge sinkbasin"),
            ware("SaltShaker", 1...2, "cabinet countertop drawer shelf"),
            ware("SoapBottle", 1...2, "countertop cabinet sinkbasin garbagecan"),
            ware("Spatula", 1...2, "drawer countertop sinkbasin"),
            ware("Spoon", 1...2, "drawer diningtable countertop"),
            ware("Statue", 0...1, "shelf countertop"),
            ware("Tomato", 1...3, "countertop fridge diningtable garbagecan"),
            ware("Vase", 0...2, "shelf cabinet diningtable"),
            ware("WineBottle", 0...1, "cabinet fridge countertop"),
        ],
        fixtures: [
            ("Chair", 0...3), ("LightSwitch", 1...1), ("StoveKnob", 2...4), ("Window", 0...2),
        ])

    private static let livingRoom = Furnishing(
        pieces: [
            Piece(category: "ArmChair", count: 1...2),
            Piece(category: "Cabinet", count: 0...4, doorChance: 0.8, besideChance: 0.15),
            Piece(category: "CoffeeTable", count: 1...1),
            Piece(category: "DiningTable", count: 0...1),
            Piece(category: "Drawer", count: 2...6, doorChance: 0.8, besideChance: 0.3),
            Piece(category: "Dresser", count: 0...1),
            Piece(category: "GarbageCan", count: 1...1),
            Piece(category: "Ottoman", count: 0...1),
            Piece(category: "Safe", count: 0...1, doorChance: 0.9),
            Piece(category: "Shelf", count: 0...5, besideChance: 0.25),
            Piece(category: "SideTable", count: 1...3),
            Piece(category: "Sofa", count: 1...1),
            Piece(category: "TVStand", count: 0...1),
        ],
        wares: [
            ware("Book", 1...2, "coffeetable sofa shelf drawer sidetable"),
            ware("Box", 1...2, "coffeetable armchair sidetable sofa dresser"),
            ware("Candle", 0...2, "coffeetable shelf drawer"),
            ware("CellPhone", 1...2, "sofa armchair coffeetable diningtable"),
            ware("CreditCard", 1...3, "coffeetable armchair drawer sidetable sofa"),
            ware("DeskLamp", 1...1, "sidetable dresser diningtable"),
            ware("HousePlant", 1...1, "sidetable diningtable dresser"),
            ware("KeyChain", 1...3, "coffeetable drawer sofa ottoman safe sidetable"),
            ware("Laptop", 1...2, "coffeetable sofa diningtable armchair"),
            ware("Newspaper", 1...2, "sofa coffeetable drawer armchair"),
            ware("Pen", 0...1, "drawer sidetable"),
            ware("Pencil", 0...2, "drawer sidetable coffeetable"),
            ware("Pillow", 1...2, "sofa armchair"),
            ware("Plate", 0...1, "diningtable coffeetable"),
            ware("RemoteControl", 1...2, "sofa coffeetable armchair tvstand drawer"),
            ware("Statue", 1...2, "coffeetable dresser shelf sidetable"),
            ware("Television", 1...1, "tvstand dresser sidetable"),
            ware("TissueBox", 0...2, "coffeetable sidetable dresser"),
            ware("Vase", 1...2, "shelf coffeetable dresser sidetable"),
            ware("Watch", 0...2, "drawer coffeetable shelf safe"),
            ware("WateringCan", 0...1, "sidetable shelf drawer"),
        ],
        fixtures: [
            ("Chair", 0...4), ("Curtains", 0...2), ("LightSwitch", 1...1), ("Painting", 0...3),
            ("Window", 1...3),
        ])

    private static let bedroom = Furnishing(
        pieces: [
            Piece(category: "ArmChair", count: 0...1),
            Piece(category: "Bed", count: 1...1),
            Piece(category: "Desk", count: 1...2),
            Piece(category: "Drawer", count: 3...9, doorChance: 0.86, besideChance: 0.3),
            Piece(category: "Dresser", count: 0...1),
            Piece(category: "GarbageCan", count: 1...1),
            Piece(category: "LaundryHamper", count: 0...1),
            Piece(category: "Safe", count: 0...1, doorChance: 0.9),
            Piece(category: "Shelf", count: 0...6, besideChance: 0.2),
            Piece(category: "SideTable", count: 1...2),
        ],
        wares: [
            ware("AlarmClock", 1...3, "desk sidetable dresser shelf"),
            ware("BaseballBat", 0...1, "bed"),
            ware("BasketBall", 0...1, "armchair desk dresser"),
            ware("Book", 1...3, "bed desk shelf drawer sidetable"),
            ware("Bowl", 0...2, "desk shelf sidetable"),
            ware("Box", 0...1, "dresser desk armchair"),
            ware("CD", 1...4, "desk drawer shelf garbagecan safe dresser"),
            ware("CellPhone", 1...3, "bed desk drawer sidetable dresser"),
            ware("Cloth", 0...1, "laundryhamper drawer"),
            ware("CreditCard", 1...3, "desk drawer shelf sidetable dresser"),
            ware("DeskLamp", 1...1, "desk sidetable dresser"),
            ware("HousePlant", 0...1, "desk dresser"),
            ware("KeyChain", 1...3, "drawer desk sidetable safe shelf"),
            ware("Laptop", 1...2, "desk bed dresser"),
            ware("Mug", 0...2, "desk shelf sidetable"),
            ware("Pen", 1...3, "desk drawer shelf sidetable garbagecan"),
            ware("Pencil", 1...3, "desk drawer shelf sidetable garbagecan"),
            ware("Pillow", 1...2, "bed armchair"),
            ware("Statue", 0...1, "shelf dresser"),
            ware("TeddyBear", 0...1, "bed"),
            ware("TennisRacket", 0...1, "bed desk"),
            ware("TissueBox", 0...1, "dresser sidetable desk"),
            ware("Vase", 0...1, "shelf safe dresser"),
            ware("Watch", 0...2, "drawer dresser shelf safe"),
        ],
        fixtures: [
            ("Blinds", 0...2), ("Chair", 0...1), ("LightSwitch", 1...1), ("Mirror", 0...1),
            ("Painting", 0...2), ("Window", 1...2),
        ])

    private static let bathroom = Furnishing(
        pieces: [
            Piece(category: "Bathtub", count: 0...1),
            Piece(category: "Cabinet", count: 2...5, doorChance: 0.85, besideChance: 0.2),
            Piece(category: "Cart", count: 0...1),
            Piece(category: "CounterTop", count: 1...1),
            Piece(category: "Drawer", count: 0...4, doorChance: 0.85, besideChance: 0.3),
            Piece(category: "GarbageCan", count: 1...1),
            Piece(category: "HandTowelHolder", count: 1...2),
            Piece(category: "Shelf", count: 0...2, besideChance: 0.3),
            Piece(category: "Sink", count: 1...2),
            Piece(category: "Toilet", count: 1...1),
            Piece(category: "ToiletPaperHanger", count: 1...1),
            Piece(category: "TowelHolder", count: 1...2),
        ],
        wares: [
            ware("Candle", 1...3, "toilet countertop cabinet shelf"),
            ware("Cloth", 1...3, "cabinet bathtubbasin countertop cart drawer"),
            ware("DishSponge", 0...1, "cart sinkbasin"),
            ware("HandTowel", 1...2, "handtowelholder"),
            ware("Plunger", 1...1, "cabinet cart"),
            ware("SoapBar", 1...3, "sinkbasin countertop bathtubbasin toilet garbagecan drawer"),
            ware("SoapBottle", 1...2, "countertop cabinet garbagecan toilet shelf"),
            ware("SprayBottle", 1...3, "toilet cabinet countertop garbagecan cart"),
            ware("TissueBox", 0...1, "countertop cabinet shelf"),
            ware("ToiletPaper", 1...3, "toilet toiletpaperhanger cabinet garbagecan drawer"),
            ware("Towel", 1...2, "towelholder"),
        ],
        fixtures: [
            ("LightSwitch", 1...1), ("Mirror", 1...1), ("ScrubBrush", 1...1),
            ("ShowerDoor", 0...1), ("Window", 0...1),
        ])
}
