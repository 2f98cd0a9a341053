package steadystate.importing;

import steadystate.lab.Lab;

/** In memory. */
class ImportInSandboxTest extends Importing {
  @Override
  Lab lab() {
    return Lab.inMemory();
  }

  @Override
  boolean complete() {
    return true;
  }
}
