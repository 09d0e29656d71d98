/// An optional that is written as `null` rather than left out.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) {
        self.wrappedValue = wrappedValue
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

/// A merchant's own keys, which no naming strategy may touch.
struct Verbatim: Encodable {
    private let values: [String: String]

    init(_ values: [String: String]) {
        self.values = values
    }

    // Foundation's encoder leaves the keys of a dictionary alone, and converts those of a keyed container.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
