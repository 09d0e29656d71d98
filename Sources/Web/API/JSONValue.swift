import Foundation
import Service

/// JSON as it came, before anyone says what it should be.
enum JSONValue: Decodable, Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

/// Reads a request's JSON field by field, and names each field that is missing, of the wrong type or not known.
struct FieldReader {
    private let fields: [String: JSONValue]
    private let path: String
    private var seen: Set<String> = []

    init(_ fields: [String: JSONValue], path: String = "") {
        self.fields = fields
        self.path = path
    }

    /// Reads a body that must be one JSON object; an empty body is an empty object.
    init(body: [UInt8]) throws {
        guard !body.isEmpty else {
            self.init([:])
            return
        }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(body)) else {
            throw Problem(.invalid, code: "invalid_json", detail: "The body is not JSON. Check its quotes and commas.")
        }
        guard case .object(let fields) = value else {
            throw Problem(.invalid, code: "invalid_json", detail: "The body must be one JSON object.")
        }
        self.init(fields)
    }

    mutating func string(_ name: String) throws -> String? {
        switch take(name) {
        case nil: return nil
        case .string(let text): return text
        default: throw wrong(name, "a string")
        }
    }

    mutating func requiredString(_ name: String) throws -> String {
        guard let text = try string(name), !text.isEmpty else { throw missing(name) }
        return text
    }

    mutating func integer(_ name: String) throws -> Int64? {
        switch take(name) {
        case nil: return nil
        case .integer(let value): return value
        default: throw wrong(name, "a whole number")
        }
    }

    mutating func bool(_ name: String) throws -> Bool? {
        switch take(name) {
        case nil: return nil
        case .bool(let value): return value
        default: throw wrong(name, "true or false")
        }
    }

    mutating func object(_ name: String) throws -> FieldReader? {
        switch take(name) {
        case nil: return nil
        case .object(let fields): return FieldReader(fields, path: full(name) + ".")
        default: throw wrong(name, "an object")
        }
    }

    mutating func integers(_ name: String) throws -> [Int64]? {
        guard let value = take(name) else { return nil }
        guard case .array(let items) = value else { throw wrong(name, "a list of whole numbers") }
        return try items.map { item in
            guard case .integer(let number) = item else { throw wrong(name, "a list of whole numbers") }
            return number
        }
    }

    mutating func strings(_ name: String) throws -> [String: String]? {
        guard let value = take(name) else { return nil }
        guard case .object(let items) = value else { throw wrong(name, "an object of strings") }
        return try items.mapValues { item in
            guard case .string(let text) = item else { throw wrong(name, "an object of strings") }
            return text
        }
    }

    /// Refuses a field that nobody has asked for: a misspelt one must not be lost in silence.
    func finish() throws {
        guard let stray = Set(fields.keys).subtracting(seen).min() else { return }
        let known = seen.sorted().joined(separator: ", ")
        throw Problem.invalid(
            full(String(stray.prefix(64))),
            "This field is not known here." + (known.isEmpty ? "" : " Known: \(known)."),
            code: "unknown_parameter")
    }

    /// The refusal of a field that has to be there.
    func missing(_ name: String) -> Problem {
        .invalid(full(name), "This field is missing.", code: "missing_parameter")
    }

    private mutating func take(_ name: String) -> JSONValue? {
        seen.insert(name)
        return fields[name] == .null ? nil : fields[name]
    }

    private func wrong(_ name: String, _ what: String) -> Problem {
        .invalid(full(name), "This must be \(what).", code: "wrong_type")
    }

    private func full(_ name: String) -> String { path + name }
}
