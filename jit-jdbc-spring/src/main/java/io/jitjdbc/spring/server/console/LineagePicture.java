package io.jitjdbc.spring.server.console;

import io.jitjdbc.approval.RequestDetails.Sensitive;
import java.util.ArrayList;
import java.util.List;

/**
 * From which columns somebody would get to see what, drawn from left to right in units of an SVG.
 *
 * @param sources the columns, from top to bottom
 * @param ends how they would be seen: in clear, masked, or both
 */
public record LineagePicture(List<Box> sources, List<Box> ends, List<Flow> flows, int height) {
  /** As wide as every picture is. */
  public static final int WIDTH = 640;

  private static final int STEP = 36;
  private static final int BOX = 28;
  private static final int SOURCE_WIDTH = 260;
  private static final int END_WIDTH = 200;
  private static final int END_X = WIDTH - END_WIDTH;
  private static final int LONGEST = 32;

  /**
   * A box with a text in it.
   *
   * @param text as it fits
   * @param isClear whether what is in it is seen in clear
   */
  public record Box(String text, boolean isClear, int x, int y, int width, int height) {
    public int textX() {
      return x + 10;
    }

    public int textY() {
      return y + height / 2 + 4;
    }
  }

  /**
   * From a box to another.
   *
   * @param path the line, as SVG has it
   */
  public record Flow(String path, boolean isClear) {}

  public LineagePicture {
    sources = List.copyOf(sources);
    ends = List.copyOf(ends);
    flows = List.copyOf(flows);
  }

  static LineagePicture of(List<Sensitive> columns) {
    var sources = new ArrayList<Box>();
    for (Sensitive column : columns) {
      String text = fitting(column.column());
      sources.add(new Box(text, column.clear(), 0, sources.size() * STEP, SOURCE_WIDTH, BOX));
    }
    boolean isMixed = sources.stream().map(Box::isClear).distinct().count() > 1;
    int height = Math.max(sources.size(), isMixed ? 2 : 1) * STEP;
    var ends = new ArrayList<Box>();
    var flows = new ArrayList<Flow>();
    for (boolean isClear : new boolean[] {true, false}) {
      List<Box> mine = sources.stream().filter(box -> box.isClear() == isClear).toList();
      if (!mine.isEmpty()) {
        int y = isMixed ? (isClear ? 0 : height - STEP) : (height - STEP) / 2;
        var end = new Box(isClear ? "shown in clear" : "masked", isClear, END_X, y, END_WIDTH, BOX);
        ends.add(end);
        mine.forEach(source -> flows.add(flow(source, end)));
      }
    }
    return new LineagePicture(sources, ends, flows, height);
  }

  private static Flow flow(Box from, Box to) {
    int x = from.x() + from.width();
    int y = from.y() + BOX / 2;
    int middle = (x + to.x()) / 2;
    int end = to.y() + BOX / 2;
    String curve = "C" + middle + ' ' + y + ' ' + middle + ' ' + end + ' ' + to.x() + ' ' + end;
    String path = "M" + x + ' ' + y + curve;
    return new Flow(path, from.isClear());
  }

  /** The end of a long name says more than its beginning. */
  private static String fitting(String name) {
    return name.length() <= LONGEST ? name : '…' + name.substring(name.length() - LONGEST + 1);
  }
}
