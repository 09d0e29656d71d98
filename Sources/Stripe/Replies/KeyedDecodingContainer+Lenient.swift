extension KeyedDecodingContainer {
    /// A field that can be done without: absent, null and another type are all `nil`.
    func lenient<Value: Decodable>(_ key: Key, _ type: Value.Type = Value.self) -> Value? {
        (try? decodeIfPresent(type, forKey: key)) ?? nil
    }
}
