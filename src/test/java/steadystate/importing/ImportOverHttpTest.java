package steadystate.importing;

import steadystate.lab.Lab;

/** The same on an emulator, so that real requests and answers cross a wire. */
class ImportOverHttpTest extends Importing {
  @Override
  Lab lab() {
    return Lab.moto();
  }

  @Override
  boolean complete() {
    return false;
  }
}
