import Foundation

/// A colour of the sRGB space, and what WCAG says of two of them.
///
/// Source: <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance> and `#dfn-contrast-ratio`.
public struct BrandColor: Sendable, Hashable, CustomStringConvertible {
    /// 0 to 255 each.
    public let red, green, blue: UInt8

    /// Makes a colour of its parts, 0 to 255 each.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// Reads `#1a2b3c`, `1a2b3c` or `#abc`; `nil` for anything else.
    public init?(_ text: String) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard digits.utf8.count == digits.count, let number = UInt32(digits, radix: 16), digits.first != "+" else {
            return nil
        }
        switch digits.count {
        case 6: self.init(red: number.byte(2), green: number.byte(1), blue: number.byte(0))
        case 3: self.init(red: number.doubled(2), green: number.doubled(1), blue: number.doubled(0))
        default: return nil
        }
    }

    /// The colour as CSS and HTML take it: `#1a2b3c`.
    public var description: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Relative luminance, from 0 (black) to 1 (white).
    public var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    /// The contrast between two colours, from 1 (none) to 21 (black on white).
    public func contrast(with other: BrandColor) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// This colour moved towards another: 0 is this one, 1 the other.
    public func mixed(with other: BrandColor, by share: Double) -> BrandColor {
        func mix(_ own: UInt8, _ far: UInt8) -> UInt8 {
            UInt8(min(max((Double(own) + (Double(far) - Double(own)) * share).rounded(), 0), 255))
        }
        return BrandColor(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    private static func linear(_ channel: UInt8) -> Double {
        let part = Double(channel) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
}

extension UInt32 {
    fileprivate func byte(_ place: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: self >> (8 * place)) }
    fileprivate func doubled(_ place: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: (self >> (4 * place) & 15) * 17) }
}
