import Foundation
import Recoveries

extension Row {
    func id<Kind>(_ column: String) throws -> Identifier<Kind> {
        guard let identifier = Identifier<Kind>(try text(column)) else {
            throw DatabaseFault.unreadable(column, "is not a name that begins with \(Kind.prefix)_")
        }
        return identifier
    }

    func merchant(_ column: String = "merchant_id") throws -> MerchantID {
        guard let merchant = MerchantID(try text(column)) else {
            throw DatabaseFault.unreadable(column, "is not a merchant's name")
        }
        return merchant
    }

    func name<Name: RawRepresentable<String>>(_ column: String) throws -> Name {
        guard let name: Name = try optionalName(column) else { throw DatabaseFault.unreadable(column, "is NULL") }
        return name
    }

    func optionalName<Name: RawRepresentable<String>>(_ column: String) throws -> Name? {
        try optionalText(column).map { text in
            guard let name = Name(rawValue: text) else {
                throw DatabaseFault.unreadable(column, "holds a word that this version does not know")
            }
            return name
        }
    }

    func json<Value: Decodable>(_ column: String) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(try text(column).utf8))
        } catch is DecodingError {
            throw DatabaseFault.unreadable(column, "is not the JSON that was written")
        }
    }
}

extension SQLValue {
    static func json(_ value: some Encodable) throws -> SQLValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
