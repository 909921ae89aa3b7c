package dev.chasqui.benchmarks.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Charts that look alike, side by side in one picture. */
final class Charts {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 440;
  private static final int COLUMNS = 2;

  private Charts() {}

  static XYChart lines(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    plain(chart.getStyler());
    return chart;
  }

  static CategoryChart bars(String title, String y) {
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).yAxisTitle(y).build();
    plain(chart.getStyler());
    return chart;
  }

  private static void plain(Styler styler) {
    styler.setLegendPosition(LegendPosition.InsideSE);
    styler.setChartBackgroundColor(Color.WHITE);
  }

  /** Where a chart has no room for it. */
  static void legendBelow(Chart<?, ?> chart) {
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendPadding(3);
  }

  /** Writes a PNG file. */
  static void write(List<Chart<?, ?>> charts, Path file) throws IOException {
    // There must be a chart in every place.
    int columns = charts.size() % COLUMNS == 0 ? COLUMNS : 1;
    BitmapEncoder.saveBitmap(
        charts, charts.size() / columns, columns, file.toString(), BitmapFormat.PNG);
  }
}
