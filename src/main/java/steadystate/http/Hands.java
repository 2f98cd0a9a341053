package steadystate.http;

import io.javalin.http.Context;
import java.util.Optional;
import steadystate.reconcile.Controller;

/** Lets a visitor of the sandbox change AWS by hand. */
final class Hands {
  private final ByHand byHand;
  private final Controller controller;

  Hands(ByHand byHand, Controller controller) {
    this.byHand = byHand;
    this.controller = controller;
  }

  void carryOut(Context context) {
    String id = context.pathParam("deed");
    Optional<ByHand.Deed> deed =
        byHand.deeds().stream().filter(one -> one.id().equals(id)).findFirst();
    try {
      byHand.carryOut(deed.map(ByHand.Deed::id).orElse(""));
    } catch (IllegalArgumentException none) {
      throw new Trouble(404, "no-such-deed", "this cannot be done now");
    }
    ByHand.Deed done = deed.orElseThrow();
    controller.changedByHand(done.environment(), done.title() + ": " + done.what());
    context.status(202);
    Reading.answer(context, Answers.DEED.json(id));
  }
}
