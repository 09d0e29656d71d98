/// How a merchant's mails and pages look, beyond its name.
public struct Brand: Sendable, Equatable {
    /// The colour of its buttons and links.
    public var color: BrandColor?
    /// The file name of its logo, which changes with its content, such as `3f2a9c….png`.
    public var logo: String?

    /// Makes a brand; what is missing looks as Latchkey does.
    public init(color: BrandColor? = nil, logo: String? = nil) {
        self.color = color
        self.logo = logo
    }
}

/// A merchant's logo, as browsers and mail programs load it.
public struct Logo: Sendable, Equatable {
    /// Its file name, which changes with its content.
    public var name: String
    /// The file.
    public var bytes: [UInt8]

    /// Makes a logo of its parts.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
