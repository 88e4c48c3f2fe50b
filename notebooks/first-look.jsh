// A first look at a lake: see README.md here for how to start it.
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.*;
import io.scanline.spark.Session;

SparkSession spark = Session.open("first look");
String lake = System.getProperty("lake", "lake");
Dataset<Row> table(String name) { return spark.read().format("delta").load(lake + "/" + name); }

System.out.println("The last days of the chain, by currency:");
table("hourly_sales").where("level = 'CHAIN' and department = '*'").groupBy("local_date", "currency").agg(sum("net_sales").as("net_sales"), sum("transactions").as("transactions")).orderBy(col("local_date").desc(), col("currency")).show(10, false);

System.out.println("What was unusual:");
table("unusual_events").where("parent_event_id is null").orderBy(desc("impact_money")).select("severity", "headline").show(5, false);

System.out.println("What to order first:");
table("reorder_proposals").where("order_units > 0").orderBy("priority").select("store_id", "item_id", "order_units", "reason").show(5, false);
