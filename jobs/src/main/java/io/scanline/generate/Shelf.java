package io.scanline.generate;

import java.util.List;

/**
 * A leaf of the product hierarchy and what its items are like.
 *
 * @param path department path a/b/c
 * @param share weight of the leaf among items and sales
 * @param summer amplitude of the yearly season: above 0 sells best in summer, below 0 in winter
 * @param meanGrams weight of a typical purchase; 0 where items are sold by the piece
 * @param shelfLifeDays 0 where the item does not perish
 * @param price typical price of one uom in euro
 * @param chilled ordered daily from a fresh supplier
 */
record Shelf(
        String path,
        String noun,
        double share,
        double summer,
        int meanGrams,
        int shelfLifeDays,
        double price,
        boolean chilled,
        String... sizes) {

    static final List<Shelf> ALL = List.of(
            new Shelf("fresh/fruit/loose", "Apples", 5, .1, 700, 8, 2.6, true, "loose"),
            new Shelf("fresh/fruit/berries", "Berries", 3, .35, 0, 5, 3.2, true, "250 g", "400 g"),
            new Shelf("fresh/vegetables/loose", "Tomatoes", 5, .12, 500, 7, 2.9, true, "loose"),
            new Shelf("fresh/vegetables/packed", "Salad", 4, .25, 0, 5, 1.8, true, "150 g", "300 g"),
            new Shelf("fresh/meat/beef", "Beef", 3, .05, 450, 6, 12.5, true, "counter"),
            new Shelf("fresh/meat/poultry", "Chicken", 4, .05, 0, 6, 6.4, true, "500 g", "1 kg"),
            new Shelf("fresh/fish/chilled", "Salmon", 1.5, 0, 0, 4, 8.9, true, "250 g"),
            new Shelf("dairy/milk/fresh", "Milk", 6, -.02, 0, 9, 1.2, true, "1 l", "2 l"),
            new Shelf("dairy/cheese/block", "Cheese", 4, -.04, 0, 40, 3.8, true, "200 g", "400 g"),
            new Shelf("dairy/yoghurt/pots", "Yoghurt", 4, .06, 0, 20, 1.1, true, "150 g", "500 g", "4 x 125 g"),
            new Shelf("dairy/butter/spreads", "Butter", 2.5, -.08, 0, 60, 2.4, true, "250 g"),
            new Shelf("bakery/bread/loaves", "Bread", 6, 0, 0, 4, 1.9, true, "400 g", "800 g"),
            new Shelf("bakery/pastry/sweet", "Pastry", 3, -.05, 0, 3, 2.1, true, "2 pack", "4 pack"),
            new Shelf("grocery/canned/beans", "Beans", 4, -.1, 0, 0, 1.0, false, "400 g", "4 x 400 g"),
            new Shelf("grocery/pasta/dry", "Pasta", 4, -.03, 0, 0, 1.3, false, "500 g", "1 kg"),
            new Shelf("grocery/cereal/breakfast", "Cereal", 3, 0, 0, 0, 3.1, false, "375 g", "750 g"),
            new Shelf("grocery/coffee/ground", "Coffee", 3, -.12, 0, 0, 5.2, false, "250 g", "500 g"),
            new Shelf("grocery/snacks/crisps", "Crisps", 4, .08, 0, 0, 1.9, false, "150 g", "6 x 25 g"),
            new Shelf("grocery/chocolate/bars", "Chocolate", 4, -.18, 0, 0, 1.6, false, "100 g", "3 x 45 g"),
            new Shelf("grocery/sauces/table", "Sauce", 3, .1, 0, 0, 2.3, false, "300 ml", "500 ml"),
            new Shelf("frozen/meals/ready", "Ready meal", 2.5, -.1, 0, 0, 3.5, false, "400 g"),
            new Shelf("frozen/icecream/tubs", "Ice cream", 2.5, .55, 0, 0, 3.9, false, "500 ml", "900 ml"),
            new Shelf("drinks/soft/cola", "Cola", 4, .22, 0, 0, 1.7, false, "1.5 l", "6 x 330 ml"),
            new Shelf("drinks/water/still", "Water", 3, .3, 0, 0, .9, false, "1.5 l", "6 x 1.5 l"),
            new Shelf("drinks/beer/lager", "Lager", 3, .2, 0, 0, 5.5, false, "4 x 500 ml", "6 x 330 ml"),
            new Shelf("drinks/wine/red", "Red wine", 2, -.15, 0, 0, 7.2, false, "750 ml"),
            new Shelf("household/cleaning/detergent", "Detergent", 2, 0, 0, 0, 6.1, false, "1 l", "2 l"),
            new Shelf("household/paper/tissue", "Tissue", 2.5, 0, 0, 0, 3.4, false, "4 rolls", "9 rolls"),
            new Shelf("care/hair/shampoo", "Shampoo", 1.5, 0, 0, 0, 3.3, false, "250 ml", "400 ml"),
            new Shelf("care/teeth/paste", "Toothpaste", 1.5, 0, 0, 0, 2.2, false, "75 ml", "2 x 75 ml"));

    boolean weighed() {
        return meanGrams > 0;
    }

    boolean food() {
        return !path.startsWith("household") && !path.startsWith("care");
    }

    /** The first segment: the department that numbers are summed by. */
    String department() {
        return path.substring(0, path.indexOf('/'));
    }
}
