/// What ALFWorld's games say of the classes of receptacles: which can have doors, and what fits.
///
/// A game declares what fits for the classes that it has, and over all published games those
/// declarations are one table: this one. It is used where no game is at hand, to infer one and to
/// make one; a loaded game's own declarations decide when it is played.
enum Furniture {
    /// Whether receptacles of a class open and close.
    enum Door {
        case always
        /// Some do; the others are like open shelves.
        case sometimes
        case never
    }

    static func door(of receptacle: String) -> Door {
        switch receptacle {
        case "fridge", "microwave": .always
        case "cabinet", "drawer", "safe": .sometimes
        default: .never
        }
    }

    /// Whether objects of a class may be put into receptacles of another.
    static func fits(_ object: String, in receptacle: String) -> Bool {
        contents[receptacle]?.contains(object) ?? false
    }

    /// The classes of receptacles.
    static var classes: [String] { contents.keys.sorted(by: precedes) }

    /// By class of receptacle, the classes of objects that fit.
    static let contents: [String: Set<String>] = {
        var contents: [String: Set<String>] = [:]
        for line in table.split(separator: "\n") {
            let sides = line.split(separator: ":")
            let objects = sides.dropFirst().first?.split(separator: " ").map(String.init) ?? []
            for receptacle in sides[0].split(separator: " ") {
                contents[String(receptacle)] = Set(objects)
            }
        }
        return contents
    }()

    private static let table = """
        armchair ottoman sofa: basketball book box cellphone cloth creditcard keychain laptop \
            newspaper pillow remotecontrol
        bathtubbasin: cloth dishsponge handtowel soapbar
        bed: baseballbat basketball book cellphone laptop newspaper pillow tennisracket
        cabinet: book bowl box candle cd cloth cup dishsponge glassbottle handtowel kettle \
            ladle mug newspaper pan peppershaker plate plunger pot saltshaker soapbar \
            soapbottle spraybottle tissuebox toiletpaper toiletpaperroll vase wateringcan \
            winebottle
        cart: candle cloth dishsponge handtowel mug papertowel plunger soapbar soapbottle \
            spraybottle statue tissuebox toiletpaper toiletpaperroll vase
        coffeemachine: mug
        coffeetable countertop diningtable sidetable: alarmclock apple baseballbat basketball \
            book bowl box bread butterknife candle cd cellphone cloth creditcard cup \
            dishsponge egg fork glassbottle handtowel kettle keychain knife ladle laptop \
            lettuce mug newspaper pan papertowel pen pencil peppershaker plate pot potato \
            remotecontrol saltshaker soapbar soapbottle spatula spoon spraybottle statue \
            tennisracket tissuebox toiletpaper toiletpaperroll tomato vase watch wateringcan \
            winebottle
        desk: alarmclock basketball book bowl box candle cd cellphone cloth creditcard cup \
            glassbottle keychain laptop mug newspaper pen pencil plate remotecontrol \
            soapbottle spraybottle statue tennisracket tissuebox toiletpaper toiletpaperroll \
            vase watch wateringcan winebottle
        drawer: book butterknife candle cd cellphone cloth creditcard dishsponge fork \
            handtowel keychain knife ladle newspaper pen pencil peppershaker remotecontrol \
            saltshaker soapbar soapbottle spatula spoon spraybottle tissuebox toiletpaper \
            toiletpaperroll watch wateringcan
        dresser: alarmclock basketball book bowl box candle cd cellphone cloth creditcard cup \
            glassbottle keychain laptop mug newspaper pen pencil plate remotecontrol \
            spraybottle statue tennisracket tissuebox toiletpaper toiletpaperroll vase watch \
            wateringcan winebottle
        fridge: apple bowl bread cup egg glassbottle lettuce mug pan plate pot potato tomato \
            winebottle
        garbagecan: apple bread cd cloth dishsponge egg handtowel lettuce newspaper papertowel \
            pen pencil potato soapbar soapbottle spraybottle tissuebox toiletpaper \
            toiletpaperroll tomato winebottle
        handtowelholder: handtowel
        laundryhamper: cloth
        microwave: apple bowl bread cup egg glassbottle mug plate potato tomato
        safe: cd cellphone creditcard keychain statue vase watch
        shelf: alarmclock book bowl box candle cd cellphone cloth creditcard cup dishsponge \
            glassbottle handtowel kettle keychain mug newspaper papertowel pen pencil \
            peppershaker plate pot remotecontrol saltshaker soapbar soapbottle spraybottle \
            statue tissuebox toiletpaper toiletpaperroll vase watch wateringcan winebottle
        sinkbasin: apple bowl butterknife cloth cup dishsponge egg fork glassbottle handtowel \
            kettle knife ladle lettuce mug pan plate pot potato soapbar spatula spoon tomato
        stoveburner: kettle pan pot
        toaster:
        toilet: candle cloth dishsponge handtowel newspaper papertowel soapbar soapbottle \
            spraybottle tissuebox toiletpaper toiletpaperroll
        toiletpaperhanger: toiletpaper toiletpaperroll
        towelholder: towel
        tvstand: tissuebox
        """
}
