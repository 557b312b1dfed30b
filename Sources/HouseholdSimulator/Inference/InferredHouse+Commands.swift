extension InferredHouse {
    /// What a command needs in order to apply.
    enum Condition {
        case here(House.Index)
        case elsewhere(House.Index)
        case door(House.Index)
        case accessible(House.Index)
        case contains(House.Index, House.Index)
        /// Some receptacle here has the object.
        case storedHere(House.Index)
        /// The object is recorded as lying here.
        case liesHere(House.Index)
        case plain(Bool)
    }

    func holds(_ condition: Condition) -> Knowledge {
        switch condition {
        case .here(let receptacle): return isHere(receptacle)
        case .elsewhere(let receptacle): return !isHere(receptacle)
        case .door(let receptacle): return doors[Int(receptacle)]
        case .accessible(let receptacle):
            return opened[Int(receptacle)] ? .yes : !doors[Int(receptacle)]
        case .contains(let receptacle, let object):
            return contents[Int(receptacle)].contains(object)
        case .storedHere(let object):
            return receptacles.lazy
                .map { min(isHere($0), contents[Int($0)].contains(object)) }.max() ?? .no
        case .liesHere: return here == nil ? .no : .unknown
        case .plain(let fact): return Knowledge(fact)
        }
    }

    /// Learns that a condition holds or not; false if that cannot be.
    mutating func assume(_ condition: Condition, _ isSo: Bool) -> Bool {
        switch condition {
        case .here(let receptacle): return assume(receptacle, isHere: isSo)
        case .elsewhere(let receptacle): return assume(receptacle, isHere: !isSo)
        case .door(let receptacle): return Self.assume(&doors[Int(receptacle)], isSo)
        case .accessible(let receptacle):
            if opened[Int(receptacle)] { return isSo }
            return Self.assume(&doors[Int(receptacle)], !isSo)
        case .contains(let receptacle, let object):
            let known = contents[Int(receptacle)].contains(object)
            guard known == .unknown else { return known == Knowledge(isSo) }
            if isSo {
                contents[Int(receptacle)].insert(object)
            } else {
                contents[Int(receptacle)].remove(object)
            }
            return true
        case .storedHere, .liesHere, .plain:
            let known = holds(condition)
            return known == .unknown || known == Knowledge(isSo)
        }
    }

    private static func assume(_ knowledge: inout Knowledge, _ isSo: Bool) -> Bool {
        if knowledge == .unknown { knowledge = Knowledge(isSo) }
        return knowledge == Knowledge(isSo)
    }

    func conditions(of command: Command) -> [Condition] {
        switch command {
        case .look, .inventory: return []
        case .help: return [.plain(generation == .modern)]
        case .go(let target): return [.elsewhere(target)]
        case .open(let target):
            return [.plain(!opened[Int(target)]), .here(target), .door(target)]
        case .close(let target):
            return [.plain(opened[Int(target)]), .here(target), .door(target)]
        case .examineReceptacle(let target): return [.here(target)]
        case .examineObject(let item): return [.plain(held == item)]
        case .take(let item, let source):
            return [
                .plain(held == nil && has(.pickupable, item)), .here(source),
                .accessible(source), .contains(source, item),
            ]
        case .put(let item, let target):
            let fits = Furniture.fits(
                names.objectClasses[Int(item)], in: names.receptacleClasses[Int(target)])
            return [.plain(held == item && fits), .here(target), .accessible(target)]
        case .clean(let item, let tool):
            return treatment(item, .cleanable, tool, "sinkbasin")
        case .heat(let item, let tool): return treatment(item, .heatable, tool, "microwave")
        case .cool(let item, let tool): return treatment(item, .coolable, tool, "fridge")
        case .use(let item): return [.plain(has(.toggleable, item)), .storedHere(item)]
        case .slice(let item, let blade):
            return [
                .plain(held == blade && has(.blade, blade) && has(.sliceable, item)),
                .liesHere(item),
            ]
        }
    }

    private func treatment(
        _ item: House.Index, _ trait: ObjectTraits, _ tool: House.Index, _ category: String
    ) -> [Condition] {
        [
            .plain(
                held == item && has(trait, item)
                    && names.receptacleClasses[Int(tool)] == category), .here(tool),
        ]
    }

    private func has(_ trait: ObjectTraits, _ object: House.Index) -> Bool {
        Wares.traits(of: names.objectClasses[Int(object)]).contains(trait)
    }

    /// Whether a command applies now.
    func permits(_ command: Command) -> Knowledge {
        conditions(of: command).map(holds).min() ?? .yes
    }

    /// Learns that a command applies, or that it does not; false if that cannot be.
    ///
    /// That it does not apply teaches something only if a single condition is open.
    mutating func assume(_ command: Command, applies: Bool) -> Bool {
        let conditions = conditions(of: command)
        if applies {
            for condition in conditions {
                guard assume(condition, true) else { return false }
            }
            return true
        }
        switch permits(command) {
        case .no: return true
        case .yes: return false
        case .unknown:
            let open = conditions.filter { holds($0) == .unknown }
            return open.count == 1 ? assume(open[0], false) : true
        }
    }

    /// The commands that apply or may apply, in no particular order.
    ///
    /// - Parameter named: objects to be reckoned with in receptacles whose contents are unknown.
    func possibleCommands(named: [House.Index]) -> [Command] {
        var commands: [Command] = [.look, .inventory]
        if generation == .modern { commands.append(.help) }
        for receptacle in receptacles {
            commands.append(.go(receptacle))
            guard isHere(receptacle) != .no else { continue }
            commands += [.open(receptacle), .close(receptacle), .examineReceptacle(receptacle)]
            var objects = contents[Int(receptacle)].items
            if !contents[Int(receptacle)].isComplete {
                objects += named.filter { !objects.contains($0) }
            }
            if let held {
                commands += [
                    .put(held, in: receptacle), .clean(held, with: receptacle),
                    .heat(held, with: receptacle), .cool(held, with: receptacle),
                ]
                commands += objects.map { .slice($0, with: held) }
            }
            for object in objects {
                commands.append(.take(object, from: receptacle))
                commands.append(.use(object))
            }
        }
        if let held { commands.append(.examineObject(held)) }
        return commands.filter { permits($0) != .no }
    }

    /// A command in words.
    func text(of command: Command) -> String {
        command.text(
            generation, receptacle: { names.receptacles[Int($0)] },
            object: { names.objects[Int($0)] })
    }

    /// Whether these are the commands that apply.
    func lists(_ commands: [Command]) -> Knowledge {
        let listed = Set(commands)
        let possible = possibleCommands(named: [])
        guard commands.allSatisfy({ permits($0) == .yes }),
            possible.allSatisfy({ permits($0) == .yes && listed.contains($0) })
        else { return .unknown }
        return .yes
    }

    /// Learns that these commands apply and no others; false if that cannot be.
    mutating func assume(listed commands: [Command]) -> Bool {
        let listed = Set(commands)
        for command in commands {
            guard assume(command, applies: true) else { return false }
        }
        for command in possibleCommands(named: []) where !listed.contains(command) {
            guard assume(command, applies: false) else { return false }
        }
        return true
    }
}
