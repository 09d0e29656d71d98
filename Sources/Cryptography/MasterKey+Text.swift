extension MasterKey {
    /// `text` without the ASCII white space around it, such as the newline that ends a key file.
    static func trimmed(_ text: String) -> ArraySlice<UInt8> {
        let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]
        let characters = Array(text.utf8)
        guard let first = characters.firstIndex(where: { !spaces.contains($0) }),
            let last = characters.lastIndex(where: { !spaces.contains($0) })
        else { return [] }
        return characters[first...last]
    }

    /// Decodes either alphabet, with or without padding; nil when it is neither.
    static func decode(_ characters: ArraySlice<UInt8>) -> [UInt8]? {
        let translated = characters.map { character in
            switch character {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: character
            }
        }
        let isPadded = translated.last == UInt8(ascii: "=")
        let padding = isPadded ? [] : [UInt8](repeating: UInt8(ascii: "="), count: (4 - translated.count % 4) % 4)
        return Base64.decode(String(decoding: translated + padding, as: UTF8.self))
    }
}
