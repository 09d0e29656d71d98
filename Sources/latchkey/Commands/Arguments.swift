import ArgumentParser
import Recoveries

/// A merchant's name on the command line.
struct MerchantArgument: ExpressibleByArgument {
    let id: MerchantID

    static let standard = MerchantArgument(id: .default)

    init(id: MerchantID) {
        self.id = id
    }

    init?(argument: String) {
        guard let id = MerchantID(argument) else { return nil }
        self.id = id
    }

    var defaultValueDescription: String { id.description }
}

/// An identifier on the command line, such as `key_…`.
struct IdentifierArgument<Kind: IdentifierKind>: ExpressibleByArgument {
    let id: Identifier<Kind>

    init?(argument: String) {
        guard let id = Identifier<Kind>(argument) else { return nil }
        self.id = id
    }
}
