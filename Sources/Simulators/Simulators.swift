import DatabaseSimulator
public import Environments
import GraphSimulator
import HouseholdSimulator
import ShellSimulator
import ShopSimulator
import WebPageSimulator

/// The one place that knows all simulators.
public enum Simulators {
    /// Every simulator there is, in the order in which lists show them.
    public static var all: [any Simulator] {
        [Database(), Shop(), KnowledgeGraph(), ShellComputer(), Household(), WebPages()]
    }

    /// The simulator of an environment, if there is one.
    public static func simulator(
        of environment: EnvironmentIdentifier
    ) -> (any Simulator)? {
        all.first { $0.identifier == environment }
    }
}
