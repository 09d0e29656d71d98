import CZlib

/// The gzip format (RFC 1952), written by zlib.
public enum Gzip {
    /// How much work is spent on fewer bytes.
    public enum Effort: Sendable {
        /// For what is compressed once and sent often.
        case best
        /// For what is compressed for one reply.
        case quick

        /// zlib's level.
        fileprivate var level: Int32 {
            switch self {
            case .best: Z_BEST_COMPRESSION
            case .quick: Z_BEST_SPEED
            }
        }
    }

    /// The bytes, compressed in one piece. The same bytes always give the same result: the header holds no time and no name.
    ///
    /// - Throws: ``CompressionError`` when there is no memory, which is all that can go wrong.
    public static func compress(_ bytes: [UInt8], effort: Effort = .best) throws(CompressionError) -> [UInt8] {
        guard let length = UInt32(exactly: bytes.count) else { throw CompressionError(code: Z_BUF_ERROR) }
        var stream = z_stream()
        let window = windowBits(for: bytes.count)
        let begun = czlib_deflate_init(&stream, effort.level, window + gzipWrapper, memoryLevel(for: bytes.count))
        guard begun == Z_OK else { throw CompressionError(code: begun) }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let finished = deflate(bytes, length, into: &output, by: &stream)
        guard finished == Z_STREAM_END else { throw CompressionError(code: finished) }
        output.removeLast(output.count - Int(stream.total_out))
        return output
    }

    /// What zlib adds to the window's bits to mean gzip.
    private static let gzipWrapper: Int32 = 16

    /// A window that holds the whole input, and no more: zlib clears tables in proportion to it, 9 to 15 bits.
    private static func windowBits(for count: Int) -> Int32 {
        let needed = Int32(Int.bitWidth - count.leadingZeroBitCount)
        return min(max(needed, 9), 15)
    }

    private static func memoryLevel(for count: Int) -> Int32 {
        min(max(windowBits(for: count) - 7, 4), 8)
    }

    private static func deflate(
        _ bytes: [UInt8], _ length: UInt32, into output: inout [UInt8], by stream: inout z_stream
    ) -> Int32 {
        bytes.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { room in
                // zlib reads from here and never writes; its old interface does not say so.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = length
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(clamping: room.count)
                return CZlib.deflate(&stream, Z_FINISH)
            }
        }
    }
}
