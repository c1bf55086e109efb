using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Testing;

/// <summary>A request to the simulator, from whichever transport.</summary>
internal sealed record SimulatorRequest(string Method, string Path, string Query, string? FaultHeader, ReadOnlyMemory<byte> Body, bool IsTooLarge);

/// <summary>Where the simulator's response goes.</summary>
internal interface ISimulatorConnection
{
    Task BeginAsync(SimulatorScript script, CancellationToken cancellationToken);

    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}

/// <summary>Requests to scripts, and scripts to a connection.</summary>
internal sealed class SimulatorEngine(Simulator simulator)
{
    private static readonly byte[] s_megabyte = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();

    private readonly ModelLibrary _library = new(simulator.Models);

    public int MaximumRequestBytes => simulator.MaximumRequestBytes;

    /// <summary>Answers one request. Returns true where the connection must break.</summary>
    /// <param name="request">The request.</param>
    /// <param name="connection">Where the answer goes.</param>
    /// <param name="clientLeft">Cancelled when the client has left: all work ends at once.</param>
    public async Task<bool> AnswerAsync(SimulatorRequest request, ISimulatorConnection connection, CancellationToken clientLeft)
    {
        var script = CreateScript(request, out var exchange);
        simulator.OnStarted?.Invoke(exchange);
        var outcome = SimulatorOutcome.ClientLeft;
        try
        {
            outcome = await PlayAsync(script, connection, clientLeft).ConfigureAwait(false) ? SimulatorOutcome.Completed : SimulatorOutcome.Broken;
        }
        catch (Exception left) when (left is OperationCanceledException or IOException)
        {
            // Nobody listens any more.
        }

        simulator.OnFinished?.Invoke(exchange with { Outcome = outcome });
        return outcome != SimulatorOutcome.Completed;
    }

    private async Task<bool> PlayAsync(SimulatorScript script, ISimulatorConnection connection, CancellationToken clientLeft)
    {
        if (!script.HoldsHeaders)
        {
            await connection.BeginAsync(script, clientLeft).ConfigureAwait(false);
        }

        foreach (var step in script.Steps)
        {
            switch (step)
            {
                case SimulatorStep.Write write:
                    await connection.WriteAsync(write.Bytes, clientLeft).ConfigureAwait(false);
                    break;
                case SimulatorStep.Pause pause:
                    await Task.Delay(pause.Time, simulator.TimeProvider, clientLeft).ConfigureAwait(false);
                    break;
                case SimulatorStep.Then then:
                    then.Action();
                    break;
                case SimulatorStep.Stall:
                    await Task.Delay(simulator.MaximumStall, simulator.TimeProvider, clientLeft).ConfigureAwait(false);
                    return false;
                case SimulatorStep.Break:
                    return false;
            }
        }

        return true;
    }

    private SimulatorScript CreateScript(SimulatorRequest request, out SimulatorExchange exchange)
    {
        exchange = new SimulatorExchange(request.Method, request.Path, null, request.FaultHeader, 200, SimulatorOutcome.Running);
        var endpoint = SimulatorEndpoints.Find(request.Method, request.Path);
        var protocol = endpoint?.Protocol
            ?? (request.Method == "POST" ? simulator.Protocols.FirstOrDefault(route => request.Path.EndsWith(route.Key, StringComparison.Ordinal)).Value : null);
        SimulatorScript script;
        if (protocol is null)
        {
            script = Whole(404, $$$"""{"error":{"message":"The simulator has nothing at {{{request.Method}}} {{{JsonEncodedText.Encode(request.Path)}}}.","type":"invalid_request_error"}}""");
        }
        else
        {
            try
            {
                if (request.IsTooLarge)
                {
                    throw new LlmException(LlmErrorKind.InvalidRequest, $"The request is larger than {simulator.MaximumRequestBytes} bytes.") { StatusCode = 413 };
                }

                script = endpoint is null ? AnswerChat(protocol, request, ref exchange) : Answer(endpoint, request, ref exchange);
            }
            catch (Exception rejected) when (rejected is LlmException or JsonException)
            {
                var error = rejected as LlmException ?? new LlmException(LlmErrorKind.InvalidRequest, $"The body is not valid JSON: {rejected.Message}", rejected);
                script = Failure(protocol, error, unstated: 400);
            }
        }

        exchange = exchange with { Status = script.HoldsHeaders ? 0 : script.Status };
        return script;
    }

    private SimulatorScript Answer(SimulatedEndpoint endpoint, SimulatorRequest request, ref SimulatorExchange exchange)
    {
        var body = request.Body.IsEmpty ? default : JsonElement.Parse(request.Body.Span);
        var model = body.Member("model"u8).AsText() ?? body.Member("name"u8).AsText() ?? SimulatorRoutes.FindModel(request.Path) ?? "";
        var fault = FindFault(request, model, ref exchange);
        if (fault is not null && WithoutAnswer(endpoint.Protocol, fault, model) is { } failed)
        {
            return failed;
        }

        var reply = endpoint.Answer(new SimulatedQuestion(endpoint.Protocol, body, model, _library, simulator.TimeProvider));
        var error = SimulatedResponse.CreateError(endpoint.Protocol, FailAsAsked(model));
        var steps = FaultScript.Create(reply.Frames, fault, isEventStream: false, error);
        return new SimulatorScript(200, reply.ContentType, reply.OnSent is { } action ? steps.Append(new SimulatorStep.Then(action)) : steps) { Headers = RequestId };
    }

    private SimulatorScript AnswerChat(Protocol protocol, SimulatorRequest request, ref SimulatorExchange exchange)
    {
        var read = protocol.ReadRequest(request.Body);
        var model = read.Model.Length == 0 ? SimulatorRoutes.FindModel(request.Path) ?? "" : read.Model;
        var fault = FindFault(request, model, ref exchange);
        if (fault is not null && WithoutAnswer(protocol, fault, model) is { } failed)
        {
            return failed;
        }

        var call = new ChatCall { Model = model, Messages = read.Messages, Options = read.Options };
        var context = new ResponseContext(read.IsStreaming || SimulatorRoutes.AsksForStream(request.Path), model)
        {
            IncludeUsage = SimulatorRoutes.IsUsageWanted(protocol, request.Body.Span),
            TimeProvider = simulator.TimeProvider,
        };
        var (contentType, frames) = SimulatedResponse.Create(protocol, call, context, fault);
        var error = context.IsStreaming
            ? SimulatedResponse.CreateErrorEvent(protocol, context, FailAsAsked(model))
            : SimulatedResponse.CreateError(protocol, FailAsAsked(model));
        if (SimulatorRoutes.AsksForArray(request.Path, request.Query))
        {
            (contentType, frames, error) = ("application/json", JsonArrayFrames.Create(frames), JsonArrayFrames.CreateError(error, fault?.Kind == SimulatorFaults.ErrorFirst));
        }

        return new SimulatorScript(200, contentType, FaultScript.Create(frames, fault, SimulatedResponse.IsEventStream(contentType), error)) { Headers = RequestId };
    }

    private static SimulatorFault? FindFault(SimulatorRequest request, string model, ref SimulatorExchange exchange)
    {
        var asked = request.FaultHeader ?? (model.StartsWith(SimulatorFaults.ModelPrefix, StringComparison.OrdinalIgnoreCase) ? model : null);
        exchange = exchange with { Model = model.Length == 0 ? null : model, Fault = asked };
        return asked is null ? null : SimulatorFaults.Parse(asked);
    }

    private static LlmException FailAsAsked(string model) => new(LlmErrorKind.Overloaded, "The simulator fails as it was asked to.") { StatusCode = 529, Model = model };

    /// <summary>The faults in which the model does not get to speak.</summary>
    private static SimulatorScript? WithoutAnswer(Protocol protocol, SimulatorFault fault, string model)
    {
        if (fault.Kind == SimulatorFaults.Status)
        {
            return Failure(protocol, new LlmException(KindOf(fault.Number), "The simulator fails as it was asked to.") { StatusCode = fault.Number is >= 400 and < 600 ? fault.Number : 500, Model = model });
        }

        if (fault.Kind == SimulatorFaults.HugeError)
        {
            return new SimulatorScript(500, "text/plain", Enumerable.Repeat(new SimulatorStep.Write(s_megabyte), fault.Number)) { Headers = RequestId };
        }

        return fault.Kind == SimulatorFaults.Html ? new SimulatorScript(200, "text/html; charset=utf-8", [new SimulatorStep.Write("<!DOCTYPE html>\n<html><body><h1>Welcome</h1></body></html>\n"u8.ToArray())])
            : fault.Kind == SimulatorFaults.NoAnswer ? new SimulatorScript(200, "", [new SimulatorStep.Stall()]) { HoldsHeaders = true }
            : fault.Kind == SimulatorFaults.Disconnect ? new SimulatorScript(200, "", [new SimulatorStep.Break()]) { HoldsHeaders = true }
            : null;
    }

    /// <summary>An error response.</summary>
    /// <param name="protocol">The wire.</param>
    /// <param name="error">What it says.</param>
    /// <param name="unstated">The status of an error that states none.</param>
    private static SimulatorScript Failure(Protocol protocol, LlmException error, int unstated = 500)
    {
        var status = error.StatusCode ?? unstated;
        var headers = new Dictionary<string, string>(RequestId, StringComparer.OrdinalIgnoreCase);
        if (status is 429 or 503 or 529)
        {
            headers["Retry-After"] = "1";
        }

        return new SimulatorScript(status, "application/json", [new SimulatorStep.Write(SimulatedResponse.CreateError(protocol, error))]) { Headers = headers };
    }

    private static SimulatorScript Whole(int status, string json) => new(status, "application/json", [new SimulatorStep.Write(Encoding.UTF8.GetBytes(json))]);

    private static IReadOnlyDictionary<string, string> RequestId { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-request-id"] = "sim-request" };

    private static LlmErrorKind KindOf(int status) => status switch
    {
        401 => LlmErrorKind.Authentication,
        402 => LlmErrorKind.QuotaExceeded,
        403 => LlmErrorKind.PermissionDenied,
        404 => LlmErrorKind.ModelNotFound,
        408 or 504 => LlmErrorKind.Timeout,
        429 => LlmErrorKind.RateLimited,
        503 or 529 => LlmErrorKind.Overloaded,
        >= 500 => LlmErrorKind.ServerError,
        _ => LlmErrorKind.InvalidRequest,
    };
}
