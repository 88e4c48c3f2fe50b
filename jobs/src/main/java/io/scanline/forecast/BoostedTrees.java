package io.scanline.forecast;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.scanline.forecast.ExampleBlock.DaysAhead;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gradient-boosted trees with a Poisson loss over a base margin (LightGBM), trained by the calling thread alone. The same examples in the same
 * order give the same trees.
 */
final class BoostedTrees implements AutoCloseable {
    /** However the trees add up, a forecast stays within this factor of its base margin. */
    private static final double MOST_LOG_RATIO = Math.log(10);

    static {
        NativeTrees.load();
    }

    private final LGBMBooster booster;

    private BoostedTrees(LGBMBooster booster) {
        this.booster = booster;
    }

    static BoostedTrees train(ExampleMatrix examples, BoostedProfile profile, long seed) {
        examples.trim();
        try (LGBMDataset data = LGBMDataset.createFromMat(
                examples.features(), examples.rows(), ItemFeatures.COUNT, true, dataParameters(seed), null)) {
            data.setFeatureNames(ItemFeatures.NAMES.toArray(String[]::new));
            data.setField("label", examples.labels());
            data.setField("weight", examples.weights());
            data.setField("init_score", examples.margins());
            LGBMBooster booster =
                    LGBMBooster.create(data, dataParameters(seed) + treeParameters(profile, examples.rows()));
            // stops early where no split is worth its leaves
            for (int tree = 0; tree < profile.trees() && !booster.updateOneIter(); tree++) {}
            return new BoostedTrees(booster);
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM refused " + examples.rows() + " examples", e);
        }
    }

    private static String dataParameters(long seed) {
        return "max_bin=127 num_threads=1 deterministic=true force_col_wise=true verbosity=-1 seed="
                + Math.floorMod(seed, Integer.MAX_VALUE);
    }

    private static String treeParameters(BoostedProfile profile, int examples) {
        // one leaf in a hundred of few examples, as a small pool has them, and no more than 300 days of many
        int leastOfLeaf = Math.max(10, Math.min(300, examples / 100));
        return " objective=poisson max_delta_step=0.7 lambda_l2=1 feature_fraction=0.6 bagging_fraction=0.7 bagging_freq=1"
                + " min_data_in_leaf=" + leastOfLeaf + " num_leaves=" + profile.leaves() + " learning_rate="
                + profile.learningRate();
    }

    /** Expected demand of each day; NaN where there is no margin. */
    double[] forecast(DaysAhead days) {
        int n = days.margins().length;
        try {
            double[] sums = booster.predictForMat(
                    days.features(),
                    n,
                    ItemFeatures.COUNT,
                    true,
                    PredictionType.C_API_PREDICT_RAW_SCORE,
                    "num_threads=1");
            double[] mean = new double[n];
            for (int i = 0; i < n; i++) {
                double ratio = Math.max(-MOST_LOG_RATIO, Math.min(MOST_LOG_RATIO, sums[i]));
                mean[i] = Math.exp(days.margins()[i] + ratio);
            }
            return mean;
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM refused " + n + " days ahead", e);
        }
    }

    /** Feature to its share of what all splits gained, in order of name. */
    Map<String, Double> importances() {
        try {
            double[] gain = booster.featureImportance(0, LGBMBooster.FeatureImportanceType.GAIN);
            double total = 0;
            for (double g : gain) {
                total += g;
            }
            Map<String, Double> shares = new TreeMap<>();
            for (int i = 0; i < gain.length; i++) {
                shares.put(ItemFeatures.NAMES.get(i), total > 0 ? gain[i] / total : 0);
            }
            return shares;
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM gave no importances", e);
        }
    }

    /** The model in LightGBM's own text form. */
    String text() {
        try {
            return booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM did not write its model", e);
        }
    }

    @Override
    public void close() {
        try {
            booster.close();
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM did not free its model", e);
        }
    }
}
