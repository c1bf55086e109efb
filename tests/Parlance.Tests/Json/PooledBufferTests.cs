using System.Text;
using Parlance.Json;

namespace Parlance.Tests.Json;

public sealed class PooledBufferTests
{
    [Fact]
    public void It_holds_what_was_appended_and_not_consumed()
    {
        using var buffer = new PooledBuffer(initialSize: 4);
        var expected = new StringBuilder();
        for (var i = 0; i < 1000; i++)
        {
            var piece = $"{i},";
            buffer.Append(Encoding.UTF8.GetBytes(piece));
            expected.Append(piece);
            if (i % 3 == 0)
            {
                buffer.Consume(2);
                expected.Remove(0, 2);
            }

            Encoding.UTF8.GetString(buffer.Span).ShouldBe(expected.ToString());
        }
    }

    [Fact]
    public void It_refuses_to_grow_beyond_its_limit()
    {
        using var buffer = new PooledBuffer(limit: 10);
        buffer.Append("0123456789"u8);

        Should.Throw<BufferLimitException>(() => buffer.Append("abcdefghijklmnopqrstuvwxyz"u8.ToArray().Concat(new byte[10_000]).ToArray())).Limit.ShouldBe(10);
        Encoding.UTF8.GetString(buffer.Span).ShouldBe("0123456789");
    }

    [Fact]
    public void Consumed_bytes_make_room_again()
    {
        using var buffer = new PooledBuffer(limit: 10);
        for (var i = 0; i < 10_000; i++)
        {
            buffer.Append("0123456789"u8);
            buffer.Consume(10);
        }

        buffer.Length.ShouldBe(0);
    }

    [Fact]
    public void Disposing_twice_returns_the_array_once()
    {
        var buffer = new PooledBuffer();
        buffer.Append(1);
        buffer.Dispose();
        buffer.Dispose();

        buffer.Length.ShouldBe(0);
    }
}
