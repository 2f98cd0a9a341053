package steadystate.aws.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import steadystate.aws.AwsFailures;
import steadystate.aws.HomeRegion;
import steadystate.aws.SdkAccess;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.lease.Standing;

/**
 * Reads what AWS tells, and has the environments that it concerns looked at. Nothing of it is
 * believed: the look finds out what is so. What is lost, late or twice does no harm.
 */
public final class EventsQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventsQueue.class);

  /** The longest that SQS waits, and the most that it gives at once. */
  private static final int WAIT_SECONDS = 20;

  private static final int MOST = 10;

  /** What another replica should have is soon to be had again. */
  private static final int BACK_SECONDS = 5;

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);
  private static final Pattern REGION = Pattern.compile("https://sqs\\.([a-z0-9-]+)\\.amazonaws.*");

  private final SqsClient client;
  private final String url;
  private final Controller controller;
  private volatile boolean closed;

  public EventsQueue(SqsClient client, String url, Controller controller) {
    this.client = client;
    this.url = url;
    this.controller = controller;
  }

  /**
   * A queue in the region that its address names, else in the process's own.
   *
   * @throws FailureException when no region is known
   */
  public static EventsQueue open(String url, Controller controller) {
    Matcher named = REGION.matcher(url);
    String region =
        Optional.of(named)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .or(HomeRegion::find)
            .orElseThrow(() ->
                new FailureException(
                    new Failure.Rejected(
                        "EventsQueue", "in which region is the queue? Set AWS_REGION")));
    return new EventsQueue(
        SdkAccess.forController().client(SqsClient.class, region), url, controller);
  }

  /** Begins to read, on a thread of its own. */
  public void start() {
    Thread.ofVirtual().name("events").start(this::follow);
  }

  private void follow() {
    while (!closed) {
      try {
        receive().forEach(this::take);
      } catch (SdkException failure) {
        if (!closed) {
          tell(failure);
          if (!rested()) {
            return;
          }
        }
      }
    }
  }

  private List<Message> receive() {
    return client
        .receiveMessage(request ->
            request.queueUrl(url).maxNumberOfMessages(MOST).waitTimeSeconds(WAIT_SECONDS))
        .messages();
  }

  private void take(Message message) {
    List<EnvironmentStatus> concerned = concerned(message);
    List<EnvironmentStatus> ours =
        concerned.stream().filter(one -> one.standing() instanceof Standing.Mine).toList();
    ours.forEach(one -> controller.lookSoon(one.name()));
    if (ours.isEmpty() && !concerned.isEmpty()) {
      client.changeMessageVisibility(request ->
          request
              .queueUrl(url)
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout(BACK_SECONDS));
    } else {
      client.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
    }
  }

  private List<EnvironmentStatus> concerned(Message message) {
    Optional<AwsEvent> event = AwsEvent.read(message.body());
    if (event.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("message", message.messageId())
          .log("a message of the events queue is no event, and is dropped");
      return List.of();
    }
    return controller.environments().stream().filter(event.get()::concerns).toList();
  }

  private static void tell(SdkException failure) {
    Failure known = AwsFailures.of("sqs:ReceiveMessage", failure);
    LOG.atWarn()
        .addKeyValue("code", known.code())
        .addKeyValue("message", known.message())
        .log("the events queue cannot be read");
  }

  private static boolean rested() {
    try {
      Thread.sleep(AFTER_TROUBLE);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
