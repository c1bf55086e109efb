using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Cli;
using Parlance.Cli.Ask;

namespace Parlance.Tests.Cli;

public sealed class AttachmentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parlance");

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "a.bin", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png" },
        { "wrong.png", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg" },
        { "a", "GIF89a"u8.ToArray(), "image/gif" },
        { "a", [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBPVP8 "u8], "image/webp" },
        { "a", [.. "RIFF"u8, 1, 2, 3, 4, .. "WAVEfmt "u8], "audio/wav" },
        { "a.txt", "%PDF-1.7"u8.ToArray(), "application/pdf" },
        { "a", [.. "ID3"u8, 4, 0], "audio/mpeg" },
        { "a", [0, 0, 0, 24, .. "ftypheic"u8], "image/heic" },
        { "a", [0, 0, 0, 24, .. "ftypisom"u8], "video/mp4" },
        { "a.docx", [.. "PK"u8, 3, 4, 0], "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_first_bytes_say_what_a_file_holds_and_its_name_says_it_else(string name, byte[] bytes, string expected)
    {
        var content = Attachment.Read(Write(name, bytes)).ShouldBeOfType<DataContent>();

        content.MediaType.ShouldBe(expected);
        content.Name.ShouldBe(name);
        content.Data.ToArray().ShouldBe(bytes);
    }

    [Theory]
    [InlineData("notes.md", "# Töne")]
    [InlineData("program", "print('hi')")]
    [InlineData("drawing.svg", "<svg/>")]
    public void Text_files_go_as_text(string name, string text) =>
        Attachment.Read(Write(name, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)])).ShouldBeOfType<TextContent>().Text.ShouldBe($"{name}:\n\n{text}");

    [Fact]
    public void An_address_is_passed_on() =>
        Attachment.Read("https://example.com/a/cat.JPG?size=2").ShouldBeOfType<UriContent>().MediaType.ShouldBe("image/jpeg");

    [Fact]
    public void Bytes_of_no_known_kind_are_refused() =>
        Should.Throw<UsageException>(() => Attachment.Read(Write("a.xyz", [0, 1, 2, 3]))).Message.ShouldContain("Nothing says what");

    [Fact]
    public async Task Attachments_follow_the_prompt_in_their_order()
    {
        var handler = new ScriptedHandler().Answer(ScriptedProtocol.Address, """{"text":"ok","finish":"stop"}""");
        var picture = Write("cat.png", [0x89, 0x50, 0x4E, 0x47]);
        var notes = Write("notes.txt", "read me"u8.ToArray());

        (await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "-a", picture, "Compare", "-a", notes, "-a", "https://example.com/dog.png")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["model m streamed\nuser Compare\nuser [image/png cat.png 4]\nuser notes.txt:\n\nread me\nuser [image/png https://example.com/dog.png]\n"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
